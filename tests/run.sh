#!/bin/sh
# The body of `./souk test [WORD…]`; souk reads it, so its functions and variables are at hand.
# A word that names test projects (Indexer) limits the run to them; any other word limits it to test classes and methods
# that contain the word. The last line is always "N passed, N failed"; a failed set-up, format, build or project is one
# failure. Nothing is skipped: what the tests need is installed, or the run fails and says how to install it.

# Tests and the programs they start live for seconds: counting how often each branch of a method is taken, so as to compile it
# better, costs them more than it saves. A study of five points took 1.2 s of a processor with it and 0.8 s without (means of three).
export DOTNET_TieredPGO=0

results=$state/tests
passed=0
failed=0

finish() {
    [ $((passed + failed)) -gt 0 ] || fail "no test has such a name"
    printf '%s passed, %s failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
    exit
}

fail() {
    failed=$((failed + 1))
    printf '\nFAILED: %s\n' "$*"
}

# Sorts the words into projects and name filters.
choose_projects() {
    projects=
    filters=
    for word in "$@"; do
        matches=$(find tests -mindepth 2 -maxdepth 2 -iname "*$word*.Tests.csproj" | LC_ALL=C sort)
        case $word in
            *[!A-Za-z0-9_.]*) fail "\"$word\" is not a part of a project, class or method name"; finish ;;
        esac
        if [ -n "$matches" ]; then
            projects="$projects $matches"
        else
            filters="$filters -filter /*/*/*$word*/* -filter /*/*/*/*$word*"
        fi
    done
    [ -n "$projects" ] || projects=$(find tests -mindepth 2 -maxdepth 2 -name '*.Tests.csproj' | longest_first)
}

# The longest first, as they took in two lanes of two processors, so that the last one to end is a short one.
longest_first() {
    awk -v order='EndToEnd Simulation Indexer Dashboards Kernel Warehouse LocalChain Research Cli DuckDb' '
        BEGIN { count = split(order, names, " "); for (i = 1; i <= count; i++) rank[names[i]] = i }
        { name = $0; gsub(/.*\/|\.Tests\.csproj/, "", name); print (name in rank ? rank[name] : count + 1), $0 }
    ' | LC_ALL=C sort -k1,1n -k2 | cut -d' ' -f2-
}

# Debian packages for the commands that the chosen projects call.
install_debian_packages() {
    wanted=
    command -v setpriv >/dev/null 2>&1 || wanted="$wanted util-linux"
    # shellcheck disable=SC2086 # project paths hold no spaces
    if grep -q 'Microsoft.Playwright' $projects && ! command -v chromium >/dev/null 2>&1; then
        wanted="$wanted chromium"
    fi
    case $projects in
        *EndToEnd.Tests*)
            command -v slurmctld >/dev/null 2>&1 || wanted="$wanted slurm-wlm munge"
            command -v jupyter-notebook >/dev/null 2>&1 || wanted="$wanted jupyter-notebook"
            ;;
    esac
    case $projects in
        *Kernel.Tests*)
            # Debian's own Python: its packages are not seen by another one.
            /usr/bin/python3 -c 'import jupyter_client, nbconvert' 2>/dev/null ||
                wanted="$wanted python3-jupyter-client python3-nbconvert"
            ;;
    esac
    [ -n "$wanted" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        fail "these commands are missing; install the packages that hold them:$wanted"
        finish
    fi
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        fail "the tests need Debian packages. Run: sudo apt-get update && sudo apt-get install -y$wanted"
        finish
    fi
    say "installing Debian packages:$wanted"
    # shellcheck disable=SC2086 # words on purpose
    run apt.log env DEBIAN_FRONTEND=noninteractive $as_root sh -c \
        "apt-get update && apt-get install -y --no-install-recommends$wanted" && return
    fail "apt-get could not install$wanted"
    finish
}

# Beside the build, which waits for the network at first.
check_format() {
    find_dotnet || return 0
    say "checking the format"
    run tools.log dotnet tool restore && run format.log dotnet csharpier check .
}

# run_project PROJECT leaves the output and the exit code of one test project under .build/tests.
run_project() {
    name=$(basename "$1" .csproj)
    # The indexer spends its time in DuckDB: a method compiled again costs its tests more than it saves (ReorgTests took 20.1 s of a
    # processor, and 18.2 s with a delay). Whatever simulates must not have one: it starts anew with every method that is called for
    # the first time, so that in a long run nothing is ever compiled well (DifferencePageTests took 82 s with a delay, 29 s without).
    # .NET reads the number of milliseconds as hexadecimal.
    case $name in
        Indexer.Tests) export DOTNET_TC_CallCountingDelayMs=2000 ;;
        *) unset DOTNET_TC_CallCountingDelayMs ;;
    esac
    limit=
    command -v timeout >/dev/null 2>&1 && limit="timeout -k 10 ${SOUK_TEST_SECONDS:-2100}"
    # shellcheck disable=SC2086 # words on purpose
    $limit dotnet "${1%/*}/bin/Release/net10.0/Souk.$name.dll" -nologo -noColor -failSkips $filters \
        >"$results/$name.log" 2>&1 </dev/null &
    child=$!
    wait "$child" && status=0 || status=$?
    echo "$status" >"$results/$name.status"
}

# Two lanes share the projects: the lane that makes a project's folder first runs it.
run_projects() {
    rm -rf "$results" && mkdir -p "$results" || exit 1
    children=
    for lane in 1 2; do
        (
            set -f
            trap 'kill -TERM "$child" 2>/dev/null; exit 143' TERM
            for project in $projects; do
                mkdir "$results/$(basename "$project" .csproj).taken" 2>/dev/null && run_project "$project"
            done
        ) &
        children="$children $!"
    done
    child=$children
    wait
    child=
}

# count_of NAME FILE reads one number of the runner's summary line; 0 if there is no such line.
count_of() {
    number=$(sed -n "/Total: [0-9].*Failed: /s/.*$1: \([0-9][0-9]*\).*/\1/p" "$2" | tail -n 1)
    echo "${number:-0}"
}

# Adds one project's result to the sums, and shows its output if anything is wrong.
report_project() {
    name=$(basename "$1" .csproj)
    log=$results/$name.log
    status=$(cat "$results/$name.status")
    ran=$(($(count_of Total "$log") - $(count_of 'Not Run' "$log")))
    bad=$(($(count_of Failed "$log")))
    errors=$(($(count_of Errors "$log")))
    passed=$((passed + ran - bad))
    failed=$((failed + bad + errors))
    if [ "$status" -eq 0 ] && [ "$ran" -gt 0 ]; then
        printf '%-24s %5s passed\n' "$name" "$ran"
        return
    fi
    [ "$status" -eq 0 ] && [ -n "$filters" ] && return
    if [ $((bad + errors)) -eq 0 ]; then
        fail "$name ran $ran tests and ended with exit code $status"
    fi
    printf '\n===== %s: %s of %s failed =====\n' "$name" "$((bad + errors))" "$ran"
    tail -n 300 "$log"
}

cd "$SOUK_HOME" || exit 1
trap 'cancel 130' INT
trap 'cancel 143' TERM HUP
choose_projects "$@"
mkdir -p "$state" || exit 1
install_debian_packages
check_format &
format=$!
if ! (build tests.stamp Analytics.sln ./src ./tests); then
    fail "the build"
    finish
fi
find_dotnet
wait "$format" || fail "the format differs: run dotnet csharpier format ."
say "running the tests"
run_projects
for project in $projects; do
    report_project "$project"
done
finish
