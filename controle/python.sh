#!/usr/bin/env bash
# The Python that `make` sets Kapstok up with: the first on the PATH that will do, or one of the same version that is
# clearly quicker. A Python that was built without optimisations (as pyenv does when nobody asks for them) takes some
# 1.4 times as long for the same work, and a machine often has another. PYTHON=... chooses for yourself.
set -u
probe='
import sys, time
if sys.version_info < (3, 11):
    sys.exit(1)
import ensurepip, venv

class Row:
    __slots__ = ("number",)
    def __init__(self, number):
        self.number = number
    def plus(self, more):
        return self.number + more

def once():
    began, kept = time.perf_counter(), {}
    for n in range(8000):
        kept[str(n % 100)] = Row(n).plus(n)
        [k for k in (1, 2, 3)]
    return time.perf_counter() - began

best = min(once() for _ in range(7))
print(f"{sys.version_info[0]}.{sys.version_info[1]} {best * 1e6:.0f}")
'
chosen=python3 version='' least=0 seen=' '
while read -r candidate; do
  real=$(readlink -f "$candidate" 2>/dev/null || echo "$candidate")
  case $seen in *" $real "*) continue ;; esac
  seen="$seen$real "
  read -r its took < <("$candidate" -c "$probe" 2>/dev/null) || continue
  # Where it is close, the PATH decides: it is what somebody set.
  if [ -z "$version" ] || { [ "$its" = "$version" ] && [ $((took * 115)) -lt $((least * 100)) ]; }; then
    chosen=$candidate version=$its least=$took
  fi
done < <(type -aP python3; for other in /usr/local/bin/python3 /usr/bin/python3; do [ -x $other ] && echo $other; done)
echo "$chosen"
