"""How long does a notebook wait? Starts kernels as Jupyter does, in turn, and times them.

Usage: /usr/bin/python3 bench/Kernel/measure.py [--rounds N] [--cells N] SOUK_DLL…

Each SOUK_DLL is a build of the program; several are compared, a round of each after another. It needs Debian's
python3-jupyter-client. Processor seconds are those of the kernel's process.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

SECONDS_MAX = 120

# The first cell of a study, and warm ones: one that declares nothing and one that declares a variable.
FIRST = 'using Souk;\nvar warehouse = Warehouse.Open("sample");\nwarehouse.Sql("select 1 as one")'
WARM = {"no declaration": "Math.Sqrt({0}) + {0}", "a variable": "var number{0} = Math.Sqrt({0});"}


def start(folder):
    manager = KernelManager(
        kernel_name=".net-csharp", kernel_spec_manager=KernelSpecManager(kernel_dirs=[folder + "/share/jupyter/kernels"])
    )
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=SECONDS_MAX)
    return manager, client


def run(client, code):
    began = time.monotonic()
    reply = client.execute_interactive(code, timeout=SECONDS_MAX, allow_stdin=False, output_hook=lambda message: None)
    if reply["content"]["status"] != "ok":
        sys.exit(f"{code}: {reply['content']}")
    return time.monotonic() - began


def processor_seconds(manager):
    with open(f"/proc/{manager.provisioner.process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(folder, cells):
    began = time.monotonic()
    manager, client = start(folder)
    try:
        told = {"until it answers, s": time.monotonic() - began}
        run(client, "1 + 1")
        told["until the first cell, s"] = time.monotonic() - began
        told["processor until then, s"] = processor_seconds(manager)
        run(client, FIRST)
        told["until a study's first cell, s"] = time.monotonic() - began
        for name, code in WARM.items():
            times = [1000 * run(client, code.format(cell)) for cell in range(cells)]
            told[f"warm cell, {name}, p50 ms"] = statistics.median(times)
            told[f"warm cell, {name}, p99 ms"] = sorted(times)[len(times) * 99 // 100]
        return told
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--cells", type=int, default=200)
    words.add_argument("builds", nargs="+")
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folders = []
        for index, build in enumerate(given.builds):
            folders.append(f"{work}/{index}")
            subprocess.run(
                ["dotnet", build, "kernel", "install", "--prefix", folders[-1]], check=True, stdout=subprocess.DEVNULL
            )
        rounds = [[measure(folder, given.cells) for folder in folders] for _ in range(given.rounds)]
    for name in rounds[0][0]:
        shown = []
        for index in range(len(folders)):
            values = sorted(each[index][name] for each in rounds)
            shown.append(f"{statistics.median(values):8.2f} ({values[0]:.2f} to {values[-1]:.2f})")
        print(f"{name:36}", *shown, sep="  ")


if __name__ == "__main__":
    main()
