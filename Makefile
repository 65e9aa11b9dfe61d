# Two commands are all a newcomer needs: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv

.DELETE_ON_ERROR:
.PHONY: demo ui test lint types imports docs quality bench format clean

# The environment: uv inside a virtual environment of its own, so that a fresh machine needs Python, venv, pip and make only.
$(VENV)/.ready: pyproject.toml uv.lock
	@test -x $(UV) || { $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --disable-pip-version-check uv; }
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --quiet --locked --inexact
	@touch $@

demo: $(VENV)/.ready  ## read examples/, reconcile, show the ledger
	@$(BIN)/saksi demo examples

test: lint types imports $(VENV)/.ready  ## everything CI checks
	@$(BIN)/python -m pytest

lint: $(VENV)/.ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "run: make format"; exit 1; }

types: $(VENV)/.ready
	@$(BIN)/mypy

imports: $(VENV)/.ready
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

docs: $(VENV)/.ready  ## rewrite the generated pages and golden files
	@$(BIN)/python -m docs.generate

quality: $(VENV)/.ready  ## scores on our own articles and their variants, small edits, and our gold, beside their floors
	@$(BIN)/python -m quality.run_variants
	@$(BIN)/python -m quality.behaviour
	@$(BIN)/python -m quality.run_gold
	@$(BIN)/python -m quality.run_episodes
	@$(BIN)/python -m quality.run_times

bench: $(VENV)/.ready  ## articles, sentences and words per second and core
	@$(BIN)/python -m benchmarks.reading

ui: src/saksi/web/ui/node_modules  ## rebuild the workspace's scripts and styles into static/
	@cd src/saksi/web/ui && npx --no-install tsc --noEmit && node build.mjs

src/saksi/web/ui/node_modules: src/saksi/web/ui/package-lock.json
	@command -v npm >/dev/null || { echo "Node and npm are needed to rebuild the workspace's scripts: https://nodejs.org"; exit 1; }
	@cd src/saksi/web/ui && npm ci --silent --no-fund --no-audit && touch node_modules

format: $(VENV)/.ready
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet .

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
