#!/bin/sh
# Builds every proof and checks what it rests on: nothing left open, no axiom but those of axioms.txt, each claim proved.
# usage: sh check.sh [--coqchk]     (needs Coq 8.16 with mathcomp, Coquelicot and coq-interval)
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$*" >&2; exit 1; }
command -v coqc > /dev/null ||
  fail 'proofs not checked: no coqc (Debian: apt-get install coq libcoq-mathcomp-ssreflect libcoq-mathcomp-algebra libcoq-coquelicot libcoq-interval libcoq-flocq libcoq-bignums)'

echo '== nothing is left open or assumed'
sources=$(grep '\.v$' _CoqProject)
! grep -nE '\b(Admitted|admit|Abort|give_up|Axioms?|Parameters?|Conjectures?|bypass_check|Unset (Guard|Positivity|Universe) Checking)\b' $sources ||
  fail 'an open proof, an axiom, or a check switched off'
for file in SoftBellman/*.v; do echo "$sources" | grep -qx "$file" || fail "$file is not in _CoqProject"; done

echo '== coqc'
coq_makefile -f _CoqProject -o Makefile.coq
make -s -f Makefile.coq

echo '== what the proofs assume'
# allowed GROUP: the names and M.* patterns of [theorems] and [GROUP], as one anchored expression a line
allowed() {
  awk -v group="$1" '/^\[/ { on = ($0 == "[theorems]" || $0 == "[" group "]") } on && /^[A-Za-z]/' axioms.txt |
    sed 's/\./\\./g; s/\*$/.*/; s/^/^/; s/$/$/'
}
# assumptions GROUP CONSTANT...: fails if one of them rests on an axiom outside the group
assumptions() {
  group=$1; shift
  { echo 'From SoftBellman Require Theorems Witness CheckerBigint CheckerFloat ExamplesBigint ExamplesFloat.'
    for constant; do echo "Print Assumptions SoftBellman.$constant."; done; } > "$work/$group.v"
  coqc -q -Q SoftBellman SoftBellman "$work/$group.v" > "$work/printed"
  sed -nE '/^Axioms:$/d; s/^([A-Za-z_][A-Za-z_0-9.]*)( *:.*)?$/\1/p' "$work/printed" | sort -u > "$work/used"
  allowed "$group" > "$work/allowed"
  foreign=$(grep -vEf "$work/allowed" "$work/used" | tr '\n' ' ') || true
  [ -z "$foreign" ] || fail "$group: not in axioms.txt: $foreign"
}
claims=$(sed -nE 's/^Definition ([a-z_]+) : Prop.*/\1/p' SoftBellman/Statements.v)
assumptions theorems $(for claim in $claims; do echo "Theorems.$claim"; done) \
  Witness.stay_leave_value Witness.choose_forever_value Witness.choose_forever_bias
assumptions bigint CheckerBigint.check_sound ExamplesBigint.holds
assumptions float CheckerFloat.check_sound ExamplesFloat.holds

echo '== every claim is proved as stated'
for claim in $claims; do
  grep -qE "^Theorem $claim : Statements\.$claim( [Am])?\.$" SoftBellman/Theorems.v || fail "$claim is not proved as stated"
  echo "proved  $(echo "$claim" | tr _ -)"
done

if [ "${1:-}" = --coqchk ]; then
  # Not the floating-point checker: coqchk does not come to an end on coq-interval's own primitive floats.
  echo '== coqchk'
  coqchk -silent -o -bytecode-compiler yes -Q SoftBellman SoftBellman \
    SoftBellman.Theorems SoftBellman.Witness SoftBellman.CheckerBigint SoftBellman.ExamplesBigint
fi
