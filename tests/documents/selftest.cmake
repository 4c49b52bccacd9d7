# SPDX-License-Identifier: GPL-3.0-or-later
# Plants one offence of every kind in a scratch tree; the tests of the documents must find each, and nothing in the tree
# without them.        cmake -DSCRATCH=<folder> -P selftest.cmake
cmake_minimum_required(VERSION 3.25)
set(tree ${SCRATCH}/tree)

# A program that knows `recap draw`, `recap runs list` and `recap runs show`, and says so as recap does.
set(program "#!/bin/sh
[ \"$*\" = --help-all ] || exit 2
cat <<'HELP'
A program.
Usage: recap [OPTIONS] SUBCOMMAND

Options:
  -h,--help                   Print this help message and exit
  --json                      One JSON object a line

Subcommands:
  draw                        Draw
  runs                        List or show runs

Draw
Usage: recap draw [OPTIONS] out

Options:
  --steps INT                 Steps

List or show runs
Usage: recap runs [OPTIONS] SUBCOMMAND

Subcommands:
  list                        List the runs
  show                        Show a run

List the runs
Usage: recap runs list [OPTIONS] project

Options:
  -h,--help                   Print this help message and exit

Show a run
Usage: recap runs show [OPTIONS] project run

Options:
  --last                      The last one
HELP
")

# A small tree whose documents tell the truth.
function(write_good_tree)
  file(REMOVE_RECURSE ${tree})
  file(WRITE ${tree}/core/base/error.h "")
  file(WRITE ${tree}/gui/widgets/card.cpp "")
  file(WRITE ${tree}/packaging/setup "")
  file(WRITE ${tree}/run "")
  file(WRITE ${tree}/docs/words.md "# Words\n\n## Runs and samples\n\nSee [the start](../README.md#start), `error.h`.\n")
  file(WRITE ${tree}/README.md "# Program

## Start

`./run`, `core/base/error.h:12`, `base/error`, `widgets/card`, `packaging/setup`, `core/`, `core/*/error.h`, `core/<name>.h`,
`tests/NAME.cpp`, `build/release/bin`, `text/plain;q=1`, [words](docs/words.md#runs-and-samples), [elsewhere](https://example.org/x).

```
./run cli draw --steps 3 --json && recap runs show P    shows it
PYTHON packaging/setup [--quick]
```

| command | does |
| --- | --- |
| `recap runs show P [--last]` | with `--last` the last one |
| `recap runs list\\|show P` | `--json`, `--last`, and words of others: `torchrun --none recap draw --steps 4` |

Options of `recap draw`:

| option | does |
| --- | --- |
| `--steps N` | steps |
")
  file(WRITE ${tree}/recap "${program}")
  file(CHMOD ${tree}/recap PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endfunction()

function(check script out)
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${tree} -DRECAP=${tree}/recap
    -P ${CMAKE_CURRENT_LIST_DIR}/${script}.cmake RESULT_VARIABLE status ERROR_VARIABLE said OUTPUT_QUIET)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  set(${out}_status ${status} PARENT_SCOPE)
  set(${out}_said "${said}" PARENT_SCOPE)
endfunction()

write_good_tree()
foreach(script paths commands)
  check(${script} good)
  if(NOT good_status EQUAL 0)
    message(FATAL_ERROR "${script}.cmake refused documents that tell the truth: ${good_said}")
  endif()
endforeach()

# script ~ a line added to the document ~ what must be said
set(plants
  "paths~`core/base/errors.h` is not there.~there is no core/base/errors.h"
  "paths~Part of `gui/widgets/card`, `base/lost`.~there is no base/lost"
  "paths~A bare `lost.cpp`.~there is no lost.cpp"
  "paths~The script `./walk`.~there is no ./walk"
  "paths~A folder `tests/`.~there is no tests"
  "paths~Words of a command: `sh packaging/lost --quick`.~there is no packaging/lost"
  "paths~[a link](docs/lost.md)~the link leads nowhere: docs/lost.md"
  "paths~[a link](docs/words.md#lost)~no heading for the link"
  "paths~[a link](#lost)~no heading for the link"
  "paths~A span that `begins here.~goes beyond the end"
  "commands~`recap paint P`~there is no command 'recap paint'"
  "commands~`recap runs hide P`~there is no command 'recap runs hide'"
  "commands~`recap runs show|hide P`~there is no command 'recap runs hide'"
  "commands~`recap draw --sheps 3`~'recap draw' has no option --sheps"
  "commands~`recap draw --steps 3 && ./run cli runs show --first`~'recap runs show' has no option --first"
  "commands~`recap --quiet`~has no option --quiet"
  "commands~| `recap draw P` | `--last` |~none of the commands here has the option --last"
  "commands~Options of `recap draw`:\n\n| `--last` | |~none of the commands here has the option --last")
foreach(plant IN LISTS plants)
  string(REGEX MATCH "^([^~]*)~([^~]*)~(.*)$" ignored "${plant}")
  set(script ${CMAKE_MATCH_1})
  set(line "${CMAKE_MATCH_2}")
  set(expected "${CMAKE_MATCH_3}")
  write_good_tree()
  file(APPEND ${tree}/README.md "\n${line}\n")
  check(${script} bad)
  string(FIND "${bad_said}" "${expected}" said_it)
  if(bad_status EQUAL 0 OR said_it EQUAL -1 OR NOT bad_said MATCHES "README.md:[0-9]+: ")
    message(FATAL_ERROR "'${line}' should be refused with '${expected}'; ${script}.cmake said: ${bad_said}")
  endif()
endforeach()
file(REMOVE_RECURSE ${SCRATCH})
