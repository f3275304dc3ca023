# Two commands do everything: `make app` opens Kier, `make test` checks it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: app test check install dev llm index format clean

app: install llm
	@$(BIN)/coach index
	@$(BIN)/python app.py

test: dev check
	@$(BIN)/python -m pytest -m "slow or browser"

check: dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -m "not slow and not browser"

install: $(VENV)/.installed

dev: $(VENV)/.dev

llm: $(VENV)/.llm

index: install
	@$(BIN)/coach index

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Kier vraagt Python 3.11 of nieuwer (nu: $$($(PYTHON) --version))."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(PIP) install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

# The language model is an extra: without a compiler Kier works with the guided voice.
$(VENV)/.llm: $(VENV)/.installed
	@echo "Taalmodel-onderdeel installeren (bouwen kan de eerste keer tien minuten duren)…"
	@if $(PIP) install --quiet -c constraints.txt -e '.[llm]'; then touch $@; else \
		echo "Let op: llama-cpp-python kon niet gebouwd worden. Kier werkt met de begeleide stem."; fi

format:
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
