"""Hosts that are namespaces: each has its own network, processes and disk, and nothing of it outlives this program."""

import ctypes
import os
import pathlib
import select
import signal
import subprocess
import time

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1
CLONE_NEWNET = 0x40000000
# The first process of a host, which reaps what the others leave.
FIRST = "while :; do sleep 1000 & wait $!; done"
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}


def die_with_parent():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


class Namespace:
    """Its processes end with it, and it ends with this program, however that ends."""

    def __init__(self):
        self.keeper = subprocess.Popen(
            ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c", FIRST],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent,
            env=ENVIRONMENT)
        children = pathlib.Path(f"/proc/{self.keeper.pid}/task/{self.keeper.pid}/children")
        for _ in range(500):
            found = children.read_text().split()
            # unshare has made its namespaces before it starts the first process in them.
            if found and pathlib.Path(f"/proc/{found[0]}/comm").read_text().strip() == "bash":
                self.first = int(found[0])
                self.life = os.pidfd_open(self.first)
                break
            time.sleep(0.01)
        else:
            raise RuntimeError("this machine makes no namespaces")
        self.enter("ip", "link", "set", "lo", "up")

    def command(self, *words):
        return ["nsenter", f"--target={self.first}", "--net", "--mount", "--pid", "--wd=/", "--", *map(str, words)]

    def enter(self, *words, **options):
        return run(*self.command(*words), env=ENVIRONMENT, **options)

    def end(self):
        """Returns when no process of it is left."""
        self.keeper.kill()
        self.keeper.wait()
        select.select([self.life], [], [])


class Network:
    """A switch that hosts are plugged into."""

    def __init__(self):
        self.switch = Namespace()
        self.switch.enter("ip", "link", "add", "name", "switch", "type", "bridge")
        self.switch.enter("ip", "link", "set", "switch", "up")

    def plug_in(self, namespace, name, address):
        run("ip", "link", "add", "name", name, "netns", self.switch.first, "type", "veth",
            "peer", "name", "eth0", "netns", namespace.first)
        self.switch.enter("ip", "link", "set", name, "master", "switch", "up")
        namespace.enter("ip", "address", "add", f"{address}/24", "dev", "eth0")
        namespace.enter("ip", "link", "set", "eth0", "up")

    def set_link(self, name, is_up):
        self.switch.enter("ip", "link", "set", name, "up" if is_up else "down")


class Host:
    """A machine of the set. `folder` is its disk; it is seen at `mounted`, where every host sees its own."""

    def __init__(self, name, address, network, folder, mounted):
        self.name, self.address, self.network = name, address, network
        self.folder, self.mounted = folder, mounted
        self.programs = []
        self.logs = folder / "logs"
        self.logs.mkdir(parents=True)
        self.namespace = Namespace()
        network.plug_in(self.namespace, name, address)
        self.namespace.enter("mount", "--bind", folder, mounted)
        # An account for the server, on this host only.
        for file, line in (("passwd", "emplooi:x:64999:64999::/nonexistent:/usr/sbin/nologin"), ("group", "emplooi:x:64999:")):
            (folder / file).write_text(pathlib.Path("/etc", file).read_text() + line + "\n")
            self.namespace.enter("mount", "--bind", folder / file, f"/etc/{file}")

    def start(self, program, command, account=None, environment=()):
        """Starts a program in the background, and again whenever it ends, as its unit says; its log has what it says."""
        become = ["setpriv", f"--reuid={account}", f"--regid={account}", "--clear-groups"] if account else []
        once = f"echo $$ >{self.mounted}/{program}.pid; exec \"$@\""
        always = f"while :; do sh -c '{once}' sh \"$@\"; sleep 1; done"
        with open(self.logs / program, "ab") as log:
            self.programs.append(subprocess.Popen(
                self.namespace.command("sh", "-c", always, "sh", *become, *command), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                preexec_fn=die_with_parent, env=ENVIRONMENT | dict(environment)))

    def signal(self, program, name):
        pid = (self.folder / f"{program}.pid").read_text().strip()
        self.namespace.enter("kill", f"-{name}", pid)

    def signal_all(self, name):
        """To every process of the host but the first, which only keeps it."""
        self.namespace.enter("sh", "-c", f"kill -{name} -1")
        if name == "CONT":
            # nsenter stops with what it started, and has to be woken by itself.
            for program in self.programs:
                program.send_signal(signal.SIGCONT)

    def unplug(self):
        self.network.set_link(self.name, False)

    def plug_back(self):
        self.network.set_link(self.name, True)

    def refuse_to_hear(self, others):
        """Drops what goes to the other hosts, and with it every connection."""
        for other in others:
            self.namespace.enter("ip", "route", "add", "blackhole", f"{other.address}/32")

    def hear_again(self, others):
        for other in others:
            self.namespace.enter("ip", "route", "delete", "blackhole", f"{other.address}/32")


def move_into(namespace):
    """From now on this program, and what it starts, is in the namespace's network."""
    with open(f"/proc/{namespace.first}/ns/net") as network:
        if LIBC.setns(network.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
