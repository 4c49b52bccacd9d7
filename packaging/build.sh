#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by run, test and packaging/make-screenshots, with the project's folder as working directory.
build_folder=$PWD/build/release

# Compiling a file that includes torch takes up to 2.5 GB, so little memory means fewer jobs than cores.
build_jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ { print int($2 / 2500000) }' /proc/meminfo)
    [ "$memory" -ge 1 ] || memory=1
    echo $((cores < memory ? cores : memory))
}

# build_project <preset when the folder is new> [targets ...]
# An existing folder keeps its settings: changing from run to test and back rebuilds nothing.
build_project() {
    local preset=$1
    shift
    # Depend mode: a file that is not in the cache is not preprocessed a second time.
    export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD} CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1
    export NINJA_STATUS=${NINJA_STATUS:-'[%f/%t, %e s] '}
    if [ ! -f "$build_folder/build.ninja" ] || [ "${CI:-}" = true ]; then
        echo "Configuring $build_folder ..." >&2
        cmake --preset "$preset" >"$build_folder.log" 2>&1 || {
            tail -n 30 "$build_folder.log" >&2
            echo "The build could not be configured; the whole log is $build_folder.log" >&2
            return 1
        }
    fi
    local quiet=() steps
    if [ ! -t 1 ]; then
        # Into a file or a pipe: one line instead of one for each step.
        quiet=(--quiet)
        steps=$(ninja -C "$build_folder" -n "$@" | grep -c '^\[') || true
        [ "$steps" = 0 ] || echo "Building ($steps steps, $(build_jobs) at a time) ..." >&2
    fi
    ninja -C "$build_folder" -j "$(build_jobs)" "${quiet[@]}" "$@" >&2
}
