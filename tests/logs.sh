# shellcheck shell=bash
# What tests/run reads from the logs of its stages. Sourced, never run.
#
# tap_failures and catch_failures print what failed: for each test a line "✗ NAME", then what the log
# has of it, and nothing where no test failed. tap_counts and catch_counts print three numbers: passed,
# failed, skipped.

# "STAGE: NAME" of each test that has failed.
failures=()

# tell_failures STAGE LOG [READER] : prints what READER, one of the two below, finds in the log, or else
# the end of the log, and adds to failures.
tell_failures() {
  local stage=$1 log=$2 reader=${3:-} found='' name
  [[ -z $reader ]] || found=$("$reader" "$log")
  if [[ -z $found ]]; then
    tail -n 200 "$log"
    failures+=("$stage: no test of its own says so; see the end of $log")
    return
  fi
  printf '%s\n' "$found"
  while read -r name; do failures+=("$stage: $name"); done < <(sed -n 's/^✗ //p' <<<"$found" | awk '!seen[$0]++')
}

# The part of the awk programs that prints one failed test, of whose output only the first lines.
readonly kTellFailure='
  function tell(name, lines, count,    i) {
    print "✗ " name
    for (i = 1; i <= count && i <= 150; ++i) print lines[i]
    if (count > 150) print "… (" count - 150 " more lines in the log)"
    print ""
  }'

# tap_failures LOG : of the tests of Node. A line "# tests of FILE" says whose results follow. A test
# that only failed because one inside it did is not told again.
tap_failures() {
  awk "$kTellFailure"'
    function end_block() {
      if (has_block && !is_parent) tell(name, block, size)
      has_block = 0
    }
    function join(path, words) { return path == "" ? words : path " > " words }
    /^# tests of / { end_block(); file = substr($0, 12); said = 0; next }
    has_block && is_at_start && $0 !~ /^ *---$/ { end_block() }  # it has no diagnostic
    has_block {
      is_at_start = 0
      block[++size] = $0
      if ($0 ~ /^ *failureType: .subtestsFailed/) is_parent = 1
      match($0, /^ */)
      if ($0 ~ /^ *\.\.\.$/ && RLENGTH == indent + 2) end_block()
      next
    }
    { match($0, /^ */); indent = RLENGTH; line = substr($0, indent + 1) }
    line ~ /^# Subtest: / { outer[indent / 4] = unescape(substr(line, 12)); next }
    # What the file wrote, such as why it could not be loaded.
    line ~ /^# / { if (said < 60) output[++said] = $0; next }
    line ~ /^ok / { said = 0; next }
    line ~ /^not ok / && line !~ /# TODO/ {
      has_block = is_at_start = 1
      is_parent = size = 0
      sub(/^not ok ([0-9]+ )?- /, "", line)
      name = file
      for (i = 0; i < indent / 4; ++i) if (outer[i] !~ /\.mjs$/) name = join(name, outer[i])
      if (line ~ /^[^ ]*\.mjs$/) {
        name = join(name, "the file did not run to its end")
        for (i = 1; i <= said; ++i) block[++size] = output[i]
      } else {
        name = join(name, unescape(line))
      }
      block[++size] = $0
      said = 0
    }
    function unescape(words) {
      gsub(/\\#/, "#", words)
      gsub(/\\\\/, "\\", words)
      return words
    }
    END { end_block() }
  ' "$1"
}

# catch_failures LOG : of the tests of Catch2, as its console reporter writes them: a section that
# failed from its name on, and what a sanitizer has found.
catch_failures() {
  awk "$kTellFailure"'
    function end_block() {
      if (has_failed) tell(name, block, size)
      state = ""
      has_failed = 0
    }
    /: runtime error: / { found[1] = $0; tell($0, found, 0); next }
    /ERROR: [A-Za-z]*Sanitizer: / { is_report = 1; report_size = 0 }
    is_report {
      report[++report_size] = $0
      if ($0 ~ /^SUMMARY: /) {
        tell(substr($0, 10), report, report_size)
        is_report = 0
      }
      next
    }
    /^--*$/ && length($0) == 79 {
      if (state == "name") {
        state = "body"
      } else {
        end_block()
        state = "name"
        name = ""
        size = 0
      }
      next
    }
    /^==*$/ && length($0) >= 79 { end_block(); next }
    state == "name" {
      line = $0
      sub(/^ */, "", line)
      # Sections are indented by two spaces; a long name goes on in the next line.
      name = name (name == "" ? "" : $0 ~ /^  [^ ]/ ? " > " : " ") line
      next
    }
    state == "body" {
      if ($0 ~ /^\.\.\.\.*$/) next
      block[++size] = $0
      if ($0 ~ /: FAILED:?$/ || $0 ~ /^FAILED:?$/) has_failed = 1
    }
    END {
      end_block()
      if (is_report) tell(report[1], report, report_size)
    }
  ' "$1"
}

# tap_counts LOG : the sums over all files.
tap_counts() {
  awk '
    $1 == "#" && NF == 3 { sum[$2] += $3 }
    END { print sum["pass"] + 0, sum["fail"] + sum["cancelled"] + 0, sum["skipped"] + 0 }
  ' "$1"
}

# catch_counts XML... : the test cases of all reports. Fails where a report is missing or has no end,
# as that of a program that crashed.
catch_counts() {
  local file line status=0 ok=0 bad=0 skip=0
  # line=<OverallResultsCases successes="9" failures="0" expectedFailures="0" skips="1"/>
  number() { sed -n "s/.*\b$1=\"\([0-9]*\)\".*/\1/p" <<<"$line" | grep . || echo 0; }
  for file in "$@"; do
    line=$(grep -s '<OverallResultsCases ' "$file" || true)
    [[ -n $line ]] || status=1
    ok=$((ok + $(number successes))) bad=$((bad + $(number failures))) skip=$((skip + $(number skips)))
  done
  echo "$ok $bad $skip"
  return "$status"
}

# Why tests were skipped, each reason once, for everybody to see.
tap_skipped() { sed -n 's/.*# SKIP/          skipped:/p' "$1" | sort -u; }
# Not grep: one that finds nothing is a failure to pipefail. A program that crashed has no report.
catch_skipped() {
  cat "$@" 2>/dev/null | sed -n '/<Skip /{n;s/^ */          skipped: /p}' | sort -u || true
}
