# Two commands do everything: `make app` opens Kier, `make test` checks it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHEELS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/kier/wheels-$(shell $(PYTHON) -c \
	'import sys, platform; print(f"{sys.version_info[0]}{sys.version_info[1]}-{platform.machine()}")')
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Only its lists of Dutch names and places are read; what its engine needs would hold others back.
NAME_LISTS := 'deduce>=3.0.6,<4'

.PHONY: app test check install dev llm wheel index format clean

app: install llm
	@$(BIN)/coach index
	@$(BIN)/python app.py

# What the slow tests lean on is filled while the quick ones run. One thread for each process: more
# than there are cores only wait for each other. The slow tests mostly wait for a page: three at once.
test: export OMP_NUM_THREADS = 1
test: dev llm
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && \
		{ COACH_DATA="$$data" $(BIN)/coach index & filling=$$!; \
		$(MAKE) --no-print-directory check && wait $$filling && \
		KIER_TEST_DATA="$$data" $(BIN)/python -m pytest -m "slow or browser" -n 3 --dist loadfile; }

check: dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m "not slow and not browser" -n 2 --dist loadfile

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
	@$(PIP) install --quiet --no-deps $(NAME_LISTS) || \
		echo "Let op: de namenlijsten van deduce ontbreken; Kier herkent iets minder namen."
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(PIP) install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

# The language model is an extra: without a compiler Kier works with the guided voice. What was
# built once is kept as a wheel and used again. Kier sends no pictures: that part is not built.
$(VENV)/.llm: $(VENV)/.installed
	@echo "Taalmodel-onderdeel installeren (bouwen kan de eerste keer tien minuten duren)…"
	@if $(MAKE) --no-print-directory wheel && \
		$(PIP) install --quiet -c constraints.txt --find-links "$(WHEELS)" \
			--prefer-binary -e '.[llm,llm-server]'; \
	then touch $@; else \
		echo "Let op: llama-cpp-python kon niet gebouwd worden. Kier werkt met de begeleide stem."; fi

wheel: | $(VENV)/bin/python
	@mkdir -p "$(WHEELS)"
	@ls "$(WHEELS)"/llama_cpp_python-*.whl >/dev/null 2>&1 || \
		CMAKE_ARGS="-DLLAVA_BUILD=OFF $$CMAKE_ARGS" \
		$(PIP) wheel --quiet --no-deps -w "$(WHEELS)" 'llama-cpp-python>=0.3.35'

format:
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
