#!/usr/bin/env python3
"""A link that delays, for kernels without netem: a TUN device on either side, and this program as the wire between them.

As a program it joins this network namespace (198.51.100.2) with the named one (198.51.100.1), says `ready`, and carries
packets until its standard input ends:

    python3 benches/link.py NAMESPACE ONE-WAY-MILLISECONDS
"""
import fcntl, heapq, os, select, struct, subprocess, sys, threading, time

NEAR, FAR = "198.51.100.1", "198.51.100.2"
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


def ip(namespace, *words):
    subprocess.run(["ip", *(["-n", namespace] if namespace else []), *words], check=True)


def tun(name, namespace, address):
    """A TUN device in that namespace (in this one if it has no name); its packets come out here."""
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    if namespace:
        ip(None, "link", "set", name, "netns", namespace)
    ip(namespace, "addr", "add", f"{address}/24", "dev", name)
    ip(namespace, "link", "set", name, "up")
    ip(namespace, "link", "set", "lo", "up")
    return device


class Link(threading.Thread):
    """Carries packets between two devices, each after half a round trip."""

    def __init__(self, a, b, half=0.0):
        super().__init__(daemon=True)
        self.other, self.half = {a: b, b: a}, half

    def run(self):
        waiting, number = [], 0
        while True:
            left = max(0.0, waiting[0][0] - time.monotonic()) if waiting else 1.0
            for device in select.select(list(self.other), [], [], left)[0]:
                number += 1
                heapq.heappush(waiting, (time.monotonic() + self.half, number, self.other[device], os.read(device, 65536)))
            while waiting and waiting[0][0] <= time.monotonic():
                _, _, device, packet = heapq.heappop(waiting)
                os.write(device, packet)


if __name__ == "__main__":
    namespace, delay = sys.argv[1:]
    Link(tun("wire-near", namespace, NEAR), tun("wire-far", None, FAR), int(delay) / 1000).start()
    print("ready", flush=True)
    sys.stdin.read()
