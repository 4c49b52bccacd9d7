# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory a reference's work takes."""
import ctypes
import gc


def memory_mib(field):
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith(field + ":"):
                return float(line.split()[1]) / 1024
    return 0.0


def new_memory_peak():
    """Starts a new peak of this process's memory; what it holds now in MiB."""
    gc.collect()
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass
    return memory_mib("VmRSS")
