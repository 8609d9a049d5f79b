#!/bin/sh
# Builds every proof and checks what the compiler does not: that each claim is proved as stated, from the axioms of axioms.txt, about the
# definitions of frozen.txt; that nothing is left open or unused; that a second checker agrees; that no sign of the code's formulas can
# change without a proof failing; and the bounds of spec/gappa.
# usage: sh check.sh [--quick] [--freeze]
#   --quick   leaves out the second checker, coqchk, and the signs, which take most of the time
#   --freeze  writes frozen.txt anew, when what is claimed was changed on purpose
set -eu
cd "$(dirname "$0")"
fail() { echo "$*" >&2; exit 1; }

quick='' freeze=''
for option; do
  case $option in
    --quick) quick=yes ;;
    --freeze) freeze=--freeze ;;
    *) fail "check.sh: expected --quick or --freeze, found $option" ;;
  esac
done
for tool in coqc coqchk coq_makefile make gappa node; do
  command -v "$tool" > /dev/null || fail "proofs not checked: no $tool (Debian: apt-get install $(tr '\n' ' ' < packages.txt)nodejs)"
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo '== nothing is left open or assumed'
sources=$(grep '\.v$' _CoqProject)
! grep -nE '\b(Admitted|admit|Abort|give_up|Axioms?|Parameters?|Conjectures?|bypass_check|Unset (Guard|Positivity|Universe) Checking)\b' $sources ||
  fail 'an open proof, an axiom, or a check switched off'
for file in SoftBellman/*.v; do echo "$sources" | grep -qx "$file" || fail "$file is not in _CoqProject"; done

echo '== coqc'
coq_makefile -f _CoqProject -o Makefile.coq
make -s -j2 -f Makefile.coq || fail 'coqc refuses a proof, or lacks a library: see above'

echo '== what the proofs claim, assume and use'
proved=$(node audit.mjs $freeze)

echo '== error bounds of exp and log, by Gappa'
for question in ../gappa/*.g; do
  gappa "$question" > "$work/gappa" 2>&1 || { tail -n 3 "$work/gappa" >&2; fail "$question: Gappa does not prove the bound"; }
done

if [ -z "$quick" ]; then
  # Not the files on the processor's doubles: coqchk does not come to an end on coq-interval's own proofs about them.
  echo '== coqchk'
  coqchk -silent -o -bytecode-compiler yes -Q SoftBellman SoftBellman \
    $(echo "$sources" | grep -v 'Float\.v$' | sed 's|/|.|; s|\.v$||') > "$work/kernel" 2>&1 || { tail -n 5 "$work/kernel" >&2; fail 'coqchk refuses the compiled proofs'; }
  [ "$(grep -c 'type-in-type: <none>\|unsafe (co)fixpoints: <none>\|positivity is assumed: <none>' "$work/kernel")" -eq 3 ] ||
    fail "coqchk found a check switched off: $(grep -A 1 'Constants\|Inductives' "$work/kernel")"
  sed -n '/^[A-Z]/{ s/\./\\./g; s/\*$/.*/; s/.*/\\.&$/; p; }' axioms.txt > "$work/allowed"
  foreign=$(sed -n 's/^    \([^ ]*\)$/\1/p' "$work/kernel" | grep -vf "$work/allowed") || true
  [ -z "$foreign" ] || fail "coqchk found axioms that are not in axioms.txt: $foreign"
fi

if [ -z "$quick" ]; then
  echo '== a changed sign in a formula of src/definitions'
  node drift.mjs
fi

echo "$proved"
