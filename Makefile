# make run | test | lint | bench | docs | clean. Each sets up what it needs.
# Nothing is installed outside this folder, except Chromium for the browser journeys (make test, as root, by apt).
SHELL := /bin/bash
V := .venv/bin
# Looked for once, before the first setup (controle/python.sh says which and why).
ifndef PYTHON
PYTHON := $(or $(if $(filter clean,$(MAKECMDGOALS)),,$(wildcard $(V)/python)),$(shell $(dir $(firstword $(MAKEFILE_LIST)))controle/python.sh))
endif
RUN_STAMP := .venv/.setup-run
DEV_STAMP := .venv/.setup-dev
FRONTEND_STAMP := frontend/node_modules/.setup
# A house is several processes: each would compile all sources again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run ready test lint bench docs clean setup assets chromium need

# GNU make turns every failure into status 2, except in question mode (-q): there the 1 of a command that runs
# anyway (+) stays a 1, and make adds no line of its own. So `make run` alone is asked in that mode; what it needs is
# made by a make of its own, without the mode. Under -n nothing runs.
ifeq ($(MAKECMDGOALS),run)
MAKEFLAGS += -q
ANYWAY := $(if $(findstring n,$(firstword -$(MAKEFLAGS))),,+)
endif

READY = MAKEFLAGS= $(MAKE) -f $(firstword $(MAKEFILE_LIST)) --silent --no-print-directory ready

run:
	$(ANYWAY)@$(READY) 2> >(grep -v "^make\[" >&2) || exit 1; exec $(V)/kapstok run

ready: $(RUN_STAMP) assets

test: $(DEV_STAMP) assets chromium
	@$(V)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=10

lint: $(DEV_STAMP) $(FRONTEND_STAMP)
	@$(V)/ruff format --check .
	@$(V)/ruff check .
	@PYTHONPATH=src $(V)/lint-imports --no-cache
	@$(V)/python -m kapstok.site.huisregels
	@frontend/node_modules/.bin/pyright

bench: $(DEV_STAMP) assets
	@$(V)/python -m bench

docs: $(DEV_STAMP)
	@$(V)/python -m kapstok.site.naslag
	@$(V)/python -m tests.eisen.dekking

setup: $(DEV_STAMP) assets

need:
	@command -v $(PYTHON) >/dev/null || { echo "Kapstok: python3 ontbreekt. Installeer Python 3.11 of nieuwer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kapstok: Python 3.11 of nieuwer is nodig; dit is $$($(PYTHON) -V)."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Kapstok: de Python-module venv ontbreekt. Op Debian: apt-get install python3-venv."; exit 1; }
	@command -v npm >/dev/null || { echo "Kapstok: node en npm ontbreken. Installeer Node 20 of nieuwer."; exit 1; }

.venv/bin/python: | need
	@$(PYTHON) -m venv .venv

$(RUN_STAMP): requirements/run.lock pyproject.toml | .venv/bin/python
	@test -f $(DEV_STAMP) || { echo "Kapstok wordt klaargezet (eenmalig, ongeveer een minuut) ..."; \
	  $(V)/pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements/run.lock; }
	@$(V)/pip install -qq --disable-pip-version-check --no-deps -e .
	@touch $@

$(DEV_STAMP): requirements/dev.lock pyproject.toml | .venv/bin/python
	@echo "Kapstok wordt klaargezet om te testen (eenmalig) ..."
	@$(V)/pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.lock
	@$(V)/pip install -qq --disable-pip-version-check --no-deps -e .
	@touch $@ $(RUN_STAMP)

$(FRONTEND_STAMP): frontend/package.json frontend/package-lock.json | need
	@cd frontend && npm ci --silent
	@touch $@

assets: $(FRONTEND_STAMP) $(RUN_STAMP)
	@$(V)/python -m kapstok.platform.ui.bouwen

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Chromium wordt geïnstalleerd voor de browserreizen ..."; \
	    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core) >/dev/null 2>&1 || true; \
	  fi; \
	  command -v chromium >/dev/null || echo "Chromium ontbreekt: de browserreizen worden overgeslagen. Op Debian: apt-get install chromium."; }

clean:
	@rm -rf .venv frontend/node_modules src/kapstok/platform/ui/static/gebouwd
