#!/usr/bin/env python3
"""Counts the round trips of one healthy check over a link that delays.

    cargo build --release --locked && sudo python3 benches/round_trips.py [target/release/mxray]

Two network namespaces of its own are joined by the link of `link.py`. Behind it stand a DNS server and an SMTP server
with TLS 1.3. The wall time at two delays gives the number of round trips: (t2 - t1) / (R2 - R1). `openssl s_client` is
measured on the same link.
Nothing is asserted: the figures are printed, with the goals beside them.
"""
import ctypes, os, socket, ssl, statistics, struct, subprocess, sys, tempfile, threading, time

import link as wire

BINARY = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/mxray")
NEAR, FAR = "mxray-near", "mxray-far"
NAME = "relay.bench.test"


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more)


def enter(namespace):
    """Moves this thread into a namespace."""
    with open(f"/run/netns/{namespace}") as handle:
        if ctypes.CDLL(None, use_errno=True).setns(handle.fileno(), 0x40000000):
            raise OSError(ctypes.get_errno(), "setns")


def dns_server(ready):
    """Answers A for the one name; MX and AAAA are NODATA with an SOA."""
    enter(FAR)
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((wire.FAR, 53))
    ready.set()
    soa = b"\xc0\x0c\x00\x06\x00\x01\x00\x00\x00\x3c" + struct.pack("!H", 24) + b"\xc0\x0c\xc0\x0c" + struct.pack("!5I", 1, 60, 60, 60, 60)
    while True:
        question, peer = server.recvfrom(4096)
        end = question.index(b"\0", 12) + 5
        kind = struct.unpack("!H", question[end - 4:end - 2])[0]
        answer = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\x0a\x63\x00\x02" if kind == 1 else b""
        counts = struct.pack("!4H", 1, bool(answer), not answer, 0)
        server.sendto(question[:2] + b"\x81\x80" + counts + question[12:end] + (answer or soa), peer)


def smtp_server(ready, context):
    enter(FAR)
    server = socket.create_server((wire.FAR, 25))
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
        ext.write(f"subjectAltName=DNS:{NAME}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")
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


def main():
    for namespace in (NEAR, FAR):
        subprocess.run(["ip", "netns", "del", namespace], capture_output=True)
        run("ip", "netns", "add", namespace)
    try:
        link = wire.Link(wire.tun("wire-near", NEAR, wire.NEAR), wire.tun("wire-far", FAR, wire.FAR))
        link.start()
        with tempfile.TemporaryDirectory() as folder:
            context = certificate(folder)
            for server, *args in ((dns_server,), (smtp_server, context)):
                ready = threading.Event()
                threading.Thread(target=server, args=(ready, *args), daemon=True).start()
                ready.wait()
            check = [BINARY, "check", NAME, "--resolver", f"{wire.FAR}:53", "--ca-file", f"{folder}/ca.pem", "--no-control",
                     "--tls", "domain", "--tls-domain", NAME]
            openssl = ["openssl", "s_client", "-starttls", "smtp", "-connect", f"{wire.FAR}:25", "-servername", NAME,
                       "-CAfile", f"{folder}/ca.pem", "-brief"]
            for label, command, goal in (("mxray check, DNS included", check, "7"), ("openssl s_client, no DNS", openssl, "-")):
                times = {}
                for trip in (0.02, 0.2):
                    link.half = trip / 2
                    times[trip] = statistics.median(timed(*command) for _ in range(7))
                trips = (times[0.2] - times[0.02]) / 0.18
                own = (times[0.02] - trips * 0.02) * 1000
                print(f"{label}: {trips:.2f} round trips (goal: {goal}), {own:.0f} ms beside them; {times[0.2] * 1000:.0f} ms at R = 200 ms")
    finally:
        for namespace in (NEAR, FAR):
            subprocess.run(["ip", "netns", "del", namespace], capture_output=True)


main()
