#!/usr/bin/env python3
"""Measures the wizard in a pseudo-terminal: time from exec to the first frame, memory and CPU while idle, how soon it
stops a probe when asked and ends without its terminal, bytes sent for a walk, and the size of the release binary.

    cargo build --release --locked && python3 benches/terminal.py [target/release/mxray]

Nothing is asserted: the figures are printed, with the goals beside them.
"""
import fcntl, os, pty, re, select, signal, statistics, struct, sys, termios, time

BINARY = sys.argv[1] if len(sys.argv) > 1 else "target/release/mxray"


def start(*args, rows=24, columns=80):
    """Starts the program in a pseudo-terminal; returns its pid, the terminal and the time of exec."""
    begun = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LANG="en_US.UTF-8", LC_ALL="en_US.UTF-8")
        os.execv(BINARY, [BINARY, *args])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    return pid, terminal, begun


def read(terminal, seconds, until=None):
    """What the program sends within that time, or until that text was seen."""
    got, end = b"", time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            got += piece
            if until and until in got:
                break
    return got


def stop(pid, terminal):
    os.kill(pid, signal.SIGTERM)
    read(terminal, 0.5)
    os.close(terminal)
    os.waitpid(pid, 0)


def ticks(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


first = []
for _ in range(20):
    pid, terminal, begun = start()
    read(terminal, 2, until=b"mxray")
    first.append((time.perf_counter() - begun) * 1000)
    stop(pid, terminal)
print(f"first frame after exec: median {statistics.median(first):.1f} ms, worst of 20 {max(first):.1f} ms (goal: under 20)")

pid, terminal, _ = start()
read(terminal, 1)
before, drawn = ticks(pid), len(read(terminal, 5))
rss = int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read())[1])
print(f"idle for 5 s: {ticks(pid) - before} CPU ticks, {drawn} bytes drawn (goal: 0 and 0), {rss / 1024:.1f} MiB resident (goal: under 12)")
answers = []
for _ in range(40):
    for key in (b"\x1b[B", b"\x1b[A"):
        sent = time.perf_counter()
        os.write(terminal, key)
        read(terminal, 1, until=b"\x1b[")
        answers.append((time.perf_counter() - sent) * 1000)
        read(terminal, 0.01)
print(f"a key is answered after: median {statistics.median(answers):.2f} ms, worst of 80 {max(answers):.2f} ms (goal: under 16)")
stop(pid, terminal)

stopped = []
for _ in range(5):
    pid, terminal, _ = start("lab", "silent-ehlo")
    read(terminal, 5, until=b" left of ")
    sent = time.perf_counter()
    os.write(terminal, b"\x1b")
    if b"Stopped." in read(terminal, 5, until=b"Stopped."):
        stopped.append((time.perf_counter() - sent) * 1000)
    stop(pid, terminal)
print(f"Esc has stopped a probe after: worst of {len(stopped)} of 5 {max(stopped):.0f} ms (goal: under 300)")

lived = []
for _ in range(5):
    pid, terminal, _ = start()
    read(terminal, 5, until=b"have?")
    closed = time.perf_counter()
    os.close(terminal)
    os.waitpid(pid, 0)
    lived.append((time.perf_counter() - closed) * 1000)
print(f"ends without its terminal after: worst of 5 {max(lived):.0f} ms (goal: under 2,000)")

pid, terminal, _ = start("lab", "healthy")
walk = len(read(terminal, 4))
for key in (b"\r", b"\r", b"\x1b", b"\x1b"):
    os.write(terminal, key)
    walk += len(read(terminal, 0.7))
print(f"a healthy walk at 80x24 sends {walk} bytes (goal: under 60,000)")
stop(pid, terminal)

print(f"size of {BINARY}: {os.path.getsize(BINARY) / 1e6:.2f} MB (goal: under 9)")
