#!/usr/bin/env python3
"""Counts the round trips of one healthy check over a link that delays, and what ten addresses cost beside one.

    cargo build --release --locked && sudo python3 benches/round_trips.py [target/release/mxray]

Two network namespaces of its own are joined by the link of `link.py`. Behind it stand a DNS server and an SMTP server
with TLS 1.3. The wall time at two delays gives the number of round trips: (t2 - t1) / (R2 - R1). `openssl s_client` is
measured on the same link. Eight are the goal: one for the names, one for TCP, one each for the greeting, EHLO, STARTTLS, the
handshake and EHLO inside it, and one for the answer to QUIT, without which nobody knows that every reply was its own
(docs/decisions.md). Then smart hosts of one address and of ten are checked in turn; the ratio is that of their
median wall times.
Nothing is asserted: the figures are printed, with the goals beside them.
"""
import ctypes, os, socket, ssl, statistics, struct, subprocess, sys, tempfile, threading, time

sys.dont_write_bytecode = True  # the tree stays clean
import link as wire

BINARY = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/mxray")
NEAR, FAR = "mxray-near", "mxray-far"
NAME, TEN = "relay.bench.test", "ten.bench.test"
# The first is the one address of NAME; TEN has them all.
ADDRESSES = [f"198.51.100.{number}" for number in range(2, 12)]


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more)


def enter(namespace):
    """Moves this thread into a namespace."""
    with open(f"/run/netns/{namespace}") as handle:
        if ctypes.CDLL(None, use_errno=True).setns(handle.fileno(), 0x40000000):
            raise OSError(ctypes.get_errno(), "setns")


def dns_server(ready):
    """Answers A for the names, one address or ten; MX and AAAA are NODATA with an SOA."""
    enter(FAR)
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((wire.FAR, 53))
    ready.set()
    soa = b"\xc0\x0c\x00\x06\x00\x01\x00\x00\x00\x3c" + struct.pack("!H", 24) + b"\xc0\x0c\xc0\x0c" + struct.pack("!5I", 1, 60, 60, 60, 60)
    while True:
        question, peer = server.recvfrom(4096)
        end = question.index(b"\0", 12) + 5
        kind = struct.unpack("!H", question[end - 4:end - 2])[0]
        addresses = [] if kind != 1 else ADDRESSES if question[12:].startswith(b"\3ten") else ADDRESSES[:1]
        answer = b"".join(b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04" + socket.inet_aton(address) for address in addresses)
        counts = struct.pack("!4H", 1, len(addresses), not addresses, 0)
        server.sendto(question[:2] + b"\x81\x80" + counts + question[12:end] + (answer or soa), peer)


def smtp_server(ready, context):
    enter(FAR)
    server = socket.create_server(("", 25), backlog=64)
    ready.set()
    while True:
        peer, _ = server.accept()
        threading.Thread(target=smtp_session, args=(peer, context), daemon=True).start()


def smtp_session(peer, context):
    try:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        peer.sendall(b"220 relay.bench.test ESMTP\r\n")
        lines = peer.makefile("rb")
        while line := lines.readline():
            verb = line.strip().upper().split(b" ")[0]
            if verb == b"STARTTLS":
                peer.sendall(b"220 2.0.0 ready\r\n")
                peer = context.wrap_socket(peer, server_side=True)
                lines = peer.makefile("rb")
            elif verb == b"QUIT":
                peer.sendall(b"221 2.0.0 bye\r\n")
                return
            else:
                peer.sendall(b"250-relay.bench.test\r\n250-8BITMIME\r\n250 STARTTLS\r\n")
    except OSError:
        pass


def certificate(folder):
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=mxray bench CA", "-keyout", f"{folder}/ca.key", "-out", f"{folder}/ca.pem")
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}", "-keyout", f"{folder}/key.pem", "-out", f"{folder}/csr.pem")
    with open(f"{folder}/ext", "w") as ext:
        ext.write(f"subjectAltName=DNS:{NAME},DNS:{TEN}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")
    run("openssl", "x509", "-req", "-in", f"{folder}/csr.pem", "-CA", f"{folder}/ca.pem", "-CAkey", f"{folder}/ca.key", "-CAcreateserial", "-days", "90", "-extfile", f"{folder}/ext", "-out", f"{folder}/cert.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
    return context


def timed(*command):
    begun = time.perf_counter()
    done = subprocess.run(["ip", "netns", "exec", NEAR, *command], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return time.perf_counter() - begun


def in_turn(commands, rounds):
    """The median of each command's times, taken in turn so that all meet the same machine."""
    times = [[timed(*command) for command in commands] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times)]


def count_trips(link, label, command, goal):
    times = {}
    for trip in (0.02, 0.2):
        link.half = trip / 2
        times[trip] = in_turn([command], 7)[0]
    trips = (times[0.2] - times[0.02]) / 0.18
    own = (times[0.02] - trips * 0.02) * 1000
    print(f"{label}: {trips:.2f} round trips (goal: {goal}), {own:.0f} ms beside them; {times[0.2] * 1000:.0f} ms at R = 200 ms")


def compare_ten(link, one, ten):
    for trip in (0.02, 0.2):
        link.half = trip / 2
        a, b = in_turn([one, ten], 9)
        print(f"R = {trip * 1000:.0f} ms: one address {a * 1000:.0f} ms, ten addresses {b * 1000:.0f} ms; ratio {b / a:.2f} (goal: 1)")


def main():
    for namespace in (NEAR, FAR):
        subprocess.run(["ip", "netns", "del", namespace], capture_output=True)
        run("ip", "netns", "add", namespace)
    try:
        link = wire.Link(wire.tun("wire-near", NEAR, wire.NEAR), wire.tun("wire-far", FAR, wire.FAR))
        link.start()
        for address in ADDRESSES[1:]:
            wire.ip(FAR, "addr", "add", f"{address}/24", "dev", "wire-far")
        with tempfile.TemporaryDirectory() as folder:
            context = certificate(folder)
            for server, *args in ((dns_server,), (smtp_server, context)):
                ready = threading.Event()
                threading.Thread(target=server, args=(ready, *args), daemon=True).start()
                ready.wait()

            def check(name):
                return [BINARY, "check", name, "--resolver", f"{wire.FAR}:53", "--ca-file", f"{folder}/ca.pem", "--no-control",
                        "--tls", "domain", "--tls-domain", name]

            openssl = ["openssl", "s_client", "-starttls", "smtp", "-connect", f"{wire.FAR}:25", "-servername", NAME,
                       "-CAfile", f"{folder}/ca.pem", "-brief"]
            count_trips(link, "mxray check, DNS included", check(NAME), "8")
            count_trips(link, "openssl s_client, no DNS", openssl, "-")
            compare_ten(link, check(NAME), check(TEN))
    finally:
        for namespace in (NEAR, FAR):
            subprocess.run(["ip", "netns", "del", namespace], capture_output=True)


main()
