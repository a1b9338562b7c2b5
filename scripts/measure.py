"""What the timing scripts share: one run of a program, measured from start to end."""
import os
import subprocess
import sys
import time


def run(command):
    """One run: (wall seconds, processor seconds, peak MiB of the largest process)."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    # ru_maxrss is in KiB on Linux and in bytes on macOS.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit
