# Thidua: what stands here asks only for Python (3.11 or later) and make.
# The environment is .venv; it is made once, and again only when pyproject.toml or constraints.txt changes.

PYTHON ?= python3
BIN := .venv/bin

ROUNDS ?= 50
LOAD := --chats 500 --updates 10000 --kills 200 --hours 24 --hostile 10000
SOAKED := tests/corpus/test_store_failures.py tests/corpus/test_store_sharing.py tests/retrieval/test_index_sharing.py

# What was typed as Q goes to the program through the environment, untouched: neither make nor the shell
# reads it, so quotes, $ and backticks in a question are only letters.
unexport Q
export QUESTION := $(value Q)

# Installs print one line each; pip's own words go to a log that is shown only when it fails.
# Both names are pip's: the first pins what is installed, the second (newer pip) what builds it.
PIP = PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip --disable-pip-version-check --no-input

define install
if ! $(PIP) install --editable '$(1)' > .venv/install.log 2>&1; then \
	cat .venv/install.log >&2; \
	echo "The installation failed; pip's reason stands above. Put it right, then type the same command again." >&2; \
	exit 1; \
fi
endef

# A .venv that was moved with its folder, or whose Python is gone, cannot work: it is made anew.
ifneq ($(shell test -x $(BIN)/python && cat .venv/.place 2>/dev/null),$(CURDIR))
.venv/.place: FORCE
endif

.PHONY: help run test ask lint types check bench soak tune alqac wheel constraints clean python FORCE
.DEFAULT_GOAL := help

help: ## print this list
	@echo 'Usage: make TARGET'
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## /  \1|/p' Makefile | awk -F'|' '{ printf "%-14s%s\n", $$1, $$2 }'

run: .venv/.run ## make the environment, load the plans and serve the web chat (PORT=8001 for another port)
	@exec $(BIN)/thidua serve $${PORT:+--port "$$PORT"}

ask: ## answer one question in the terminal: make ask Q="câu hỏi"
	@case "$$QUESTION" in *[![:space:]]*) ;; *) echo 'Usage: make ask Q="câu hỏi"' >&2; exit 2;; esac
	@$(MAKE) -s --no-print-directory .venv/.run
	@exec $(BIN)/thidua ask -- "$$QUESTION"

test: lint ## make the environment, check style and types, run every test with coverage
	@echo 'Running the tests with coverage, one process a core.'
	@$(BIN)/pytest --cov --numprocesses auto --dist worksteal --ignore=tests/quality --ignore=tests/load
	@echo 'Serving a load, being killed under it, and going on for a while; make soak does so in full.'
	@$(BIN)/pytest tests/load
	@echo 'Asking the question sets, without coverage, which would double their time.'
	@$(BIN)/pytest tests/quality
	@command -v chromium > /dev/null || echo 'Note: no chromium on this machine, so the browser tests were skipped.'

lint: .venv/.dev ## check style (ruff) and types (mypy --strict)
	@echo 'Checking style: ruff.'
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@echo 'Checking types: mypy --strict.'
	@$(BIN)/mypy --strict

bench: .venv/.dev ## measure speed, memory and size beside their limits, and what refusing costs
	@$(BIN)/python -m bench.run

soak: .venv/.dev ## repeat the tests of torn and shared stores ROUNDS times (50), then load, kills, a day, hostile updates (an hour)
	@for round in $$(seq $(ROUNDS)); do \
	  $(BIN)/pytest -q $(SOAKED) > .venv/soak.log 2>&1 || { cat .venv/soak.log >&2; echo "Round $$round of $(ROUNDS) failed." >&2; exit 1; }; \
	done; echo "All $(ROUNDS) rounds passed; the last: $$(tail -n 1 .venv/soak.log)"
	@$(BIN)/pytest tests/load tests/contracts/test_hostile_updates.py $(LOAD)

tune: .venv/.dev ## print what each part of retrieval and of understanding is worth (on questions kept for tuning)
	@$(BIN)/python -m bench.tune

alqac: .venv/.dev ## measure retrieval on the benchmark ALQAC beside plain BM25: make alqac DATA=folder
	@$(BIN)/python -m bench.retrieval "$(DATA)"

wheel: .venv/.dev ## build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation

constraints: python ## refresh constraints.txt with the newest versions that fit together
	@echo 'Installing the newest versions into a throw-away environment; this takes a minute.'
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(PYTHON) -m venv "$$folder" && \
	{ "$$folder/bin/python" -m pip --disable-pip-version-check --no-input install --editable '.[dev]' > "$$folder/log" 2>&1 || \
	  { cat "$$folder/log" >&2; exit 1; }; } && \
	{ echo '# Every version that make installs. Written by "make constraints"; not edited by hand.'; \
	  "$$folder/bin/python" -m pip --disable-pip-version-check freeze --exclude-editable 2> "$$folder/log"; } > "$$folder/new" && \
	sed -i 's/^\(torch==[0-9.]*\)+cpu$$/\1/' "$$folder/new" && \
	cp "$$folder/new" constraints.txt && echo 'constraints.txt is written.'

clean: ## remove the environment and everything that was built (not your plans)
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@$(PYTHON) -c '' 2>/dev/null || \
	{ echo "Python is not here under the name $(PYTHON): install Python 3.11 or later, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Thidua needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) -V 2>&1): install a newer one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

.venv/.place:
	@$(MAKE) -s --no-print-directory python
	@echo 'Making a Python environment in .venv.'
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@echo '$(CURDIR)' > .venv/.place

.venv/.run: .venv/.place pyproject.toml constraints.txt
	@echo 'Installing Thidua and the libraries it needs into .venv (once; takes about a minute).'
	@$(call install,.)
	@touch .venv/.run

.venv/.dev: .venv/.place pyproject.toml constraints.txt
	@echo 'Installing Thidua and its libraries and tools for development into .venv (once; takes about a minute).'
	@$(call install,.[dev])
	@touch .venv/.run .venv/.dev
