/** Does with Python's standard library what `socat PTY,link=PATH,raw,echo=0 STDIO` does. */
export const pythonPty = `
import os, pty, select, signal, sys, tty
path = sys.argv[1]
master, slave = pty.openpty()
tty.setraw(slave)
if os.path.islink(path):
    os.unlink(path)
os.symlink(os.ttyname(slave), path)
def end(*_):
    if os.path.islink(path):
        os.unlink(path)
    os._exit(0)
signal.signal(signal.SIGTERM, end)
sys.stderr.write('pty ready\\n')
sys.stderr.flush()
while True:
    ready, _, _ = select.select([0, master], [], [])
    if 0 in ready:
        data = os.read(0, 4096)
        if not data:
            end()
        os.write(master, data)
    if master in ready:
        os.write(1, os.read(master, 4096))
`
