# The Python that makes .venv; `make clean` first if .venv was made by another one.
PYTHON ?= python3
# Arguments for pytest, for example PYTEST_ARGS="tests/layers -x".
PYTEST_ARGS ?= -n auto

# Some tools look for python and mypy on PATH.
IN_VENV := PATH="$(CURDIR)/.venv/bin:$$PATH"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo docs test test-pythons test-torch check bench-import clean

help: ## Show what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/installed ## Type-check, configure, train, save and reload a digit classifier
	$(IN_VENV) python docs/examples/digits/demo.py

test: .venv/installed ## Run the whole test suite
	$(IN_VENV) python -m pytest $(PYTEST_ARGS)

test-pythons: ## Run the fast tests on every other Python from 3.10 to 3.14 that is found
	@pythons=$$(bash .ci/other-pythons $(PYTHON)) && \
	{ [ -n "$$pythons" ] || echo "no other Python from 3.10 to 3.14 is here"; } && \
	for python in $$pythons; do \
		version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "== Python $$version"; \
		$(MAKE) --no-print-directory .venv-$$version/installed INTERPRETER=$$python && \
		.venv-$$version/bin/python -m pytest tests -m "not slow" $(PYTEST_ARGS) || exit 1; \
	done

test-torch: ## Compare layers, losses and gradients with those of PyTorch
	$(MAKE) --no-print-directory .venv-torch/installed EXTRAS=dev,torch
	.venv-torch/bin/python -m pytest tests/torch $(PYTEST_ARGS)

docs: .venv/installed ## Write the pages of the docs that are made from the code
	$(IN_VENV) python docs/make_layers.py

check: .venv/installed ## Run ruff, mypy with the plugin, and basedpyright
	$(IN_VENV) ruff check .
	$(IN_VENV) ruff format --check .
	$(IN_VENV) mypy
	$(IN_VENV) mypy $(filter-out %/broken_model.py,$(wildcard docs/examples/*/*.py))
	$(IN_VENV) basedpyright
	$(IN_VENV) basedpyright --verifytypes typedthinc --ignoreexternal

bench-import: .venv/installed ## Compare what importing typedthinc costs with importing NumPy
	$(IN_VENV) python tests/benchmarks/import_cost.py

clean: ## Remove everything that make and the tools made
	rm -rf .venv .venv-* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Some systems ship Python without ensurepip, and old releases of pip cannot install into another
# environment: pip itself is copied into a bare environment, which any pip can do.
INTERPRETER ?= $(PYTHON)
EXTRAS ?= dev
%/installed: pyproject.toml
	@$(INTERPRETER) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "typedthinc needs Python 3.10 or newer: make PYTHON=python3.x")'
	$(INTERPRETER) -m venv --without-pip $*
	$(PYTHON) -m pip install --quiet --upgrade --target "$$($*/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" pip
	$*/bin/python -m pip install --quiet --editable '.[$(EXTRAS)]'
	touch $@
