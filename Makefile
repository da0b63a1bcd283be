# `make demo` and `make test` do all of their own set-up. PYTHON=python3.12 make demo: another Python.

PYTHON ?= python3
# What the lock names and nothing else, each with one of its hashes. A source would be built with what has none.
INSTALL = .venv/bin/pip install -qq --disable-pip-version-check --require-hashes --no-deps --only-binary :all:
INSTALL_ENGINES = $(subst .venv/,.venv-engines/,$(INSTALL))
# Built with what the lock has brought, and nothing from elsewhere.
INSTALL_THIS = .venv/bin/pip install -qq --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable ./kit --editable .
PYTHON_NEEDED = Python 3.11 or newer with venv is needed (Debian: apt-get install python3-venv), or name one: make PYTHON=python3.12
SHELL := /bin/bash

# The node of the tests' environment, if it is there.
WITH_NODE = PATH="$(CURDIR)/.venv/bin:$$PATH"
NPM_RUN = $(WITH_NODE) npm run --silent
CAN_BUNDLE := $(and $(wildcard node_modules/esbuild),$(shell $(WITH_NODE) command -v node))

.PHONY: demo test test-all engines foreign wheels bench screenshots bundle bundle-check lint types unit migration lock browser nginx clean

demo: .venv/demo kit/dash_retool_embed/bundles/kit.js
	@.venv/bin/dashapp demo

test: lint types unit browser nginx
	@$(WITH_NODE) .venv/bin/pytest -n auto --dist loadfile --cov --cov-report=term --cov-fail-under=90 $(ARGS)

# With other engines than Chromium, and in other people's environments.
test-all: test
	@$(MAKE) --no-print-directory engines
	@$(MAKE) --no-print-directory foreign

engines: .venv/test .venv-engines/installed browser
	@tests/install-engines
	@.venv-engines/bin/pytest -c tests/engines/pytest.ini tests/engines $(ARGS)

# The kit in other people's environments: on each Dash and Python that it says it works with, and in apps of their shape.
foreign: .venv/test browser
	@.venv/bin/pytest -c tests/foreign/pytest.ini tests/foreign -rs $(ARGS)

# The kit's and the host's, into dist/. Neither is on a registry: pip is told both files.
wheels: .venv/test
	@for project in kit .; do .venv/bin/python -m build --no-isolation --outdir dist $$project >/dev/null || exit 1; done
	@ls dist/*.whl

# The figures that README.md quotes, in about twenty minutes.
bench: .venv/test node_modules/installed benchmarks/lighthouse/node_modules/installed browser nginx
	@.venv/bin/python -m benchmarks

# Every page and state in build/screenshots/index.html, in about two minutes.
screenshots: .venv/test browser
	@.venv/bin/python -m tests.looks $(ARGS)

# What browsers load, made of assets/; it is committed, so that nobody needs node to run this.
bundle: node_modules/installed
	@$(NPM_RUN) bundle

bundle-check: node_modules/installed
	@$(NPM_RUN) bundle-check

# For the demo: what is committed, unless a source has been edited since and can be bundled here.
kit/dash_retool_embed/bundles/kit.js: bundle.mjs $(shell find assets -type f) $(wildcard kit/dash_retool_embed/errors/browser.json)
ifneq ($(CAN_BUNDLE),)
	@echo "A file in assets/ is newer than its bundles: bundling"
	@$(WITH_NODE) node bundle.mjs
endif

lint: .venv/test node_modules/installed bundle-check
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/lint-imports --no-logo 2>/dev/null || .venv/bin/lint-imports
	@$(NPM_RUN) lint

types: .venv/test node_modules/installed
	@.venv/bin/mypy
	@.venv/bin/mypy --python-version 3.10 kit/dash_retool_embed
	@$(NPM_RUN) types

# The browser's logic, without a browser.
unit: node_modules/installed
	@$(NPM_RUN) unit

# Of what the tables have become: make migration MESSAGE="Add the channel of a release". It compares with an empty database.
migration: export DASHAPP_DATABASE_URL = sqlite:///build/migration.sqlite3
migration: .venv/test
	@mkdir -p build && rm -f build/migration.sqlite3*
	@.venv/bin/alembic upgrade head
	@.venv/bin/alembic revision --autogenerate --message "$(MESSAGE)"

# Every file of each release, for all platforms. What the locks pin stays as it is, unless pyproject.toml wants another,
# or you do: make lock ARGS="--upgrade-package flask" (or --upgrade).
BACKEND = .venv/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"])' | tr ' ' '\n'
COMPILE = .venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --no-build --generate-hashes \
  --no-annotate --no-emit-package dash-retool-embed --custom-compile-command "make lock" $(ARGS)
LOCK = $(COMPILE) pyproject.toml -
# The kit among other people's packages: "# As of 2025-05-20" names the day whose releases they have, "# Python 3.10" the oldest.
SAYS = $$(sed -n 's/^\# $(1) /$(2)/p' $$wanted)
COMPILE_FOREIGN = $(subst --python-version 3.11,$(call SAYS,As of,--exclude-newer ) $(call SAYS,Python,--python-version ),$(COMPILE)) \
  kit/pyproject.toml $$wanted --output-file $${wanted%.in}.lock >/dev/null

lock: .venv/test
	@$(BACKEND) | $(LOCK) --output-file requirements.lock
	@$(BACKEND) | $(LOCK) --output-file requirements-dev.lock --extra dev
	@$(COMPILE) --group engines --output-file tests/engines/requirements.lock
	@for wanted in tests/foreign/locks/*.in; do $(COMPILE_FOREIGN) || exit 1; done

browser:
	@tests/install-browser

nginx:
	@tests/install-nginx

.venv/bin/python:
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "$(PYTHON_NEEDED)"; exit 1; }
	@echo "Creating .venv"
	@$(PYTHON) -m venv .venv

.venv/demo: .venv/bin/python requirements.lock pyproject.toml kit/pyproject.toml
	@echo "Installing what the demo needs"
	@$(INSTALL) -r requirements.lock
	@$(INSTALL_THIS)
	@touch $@

.venv/test: .venv/bin/python requirements-dev.lock pyproject.toml kit/pyproject.toml
	@echo "Installing what the tests need"
	@$(INSTALL) -r requirements-dev.lock
	@$(INSTALL_THIS)
	@touch $@ .venv/demo

.venv-engines/installed: tests/engines/requirements.lock | .venv/bin/python
	@echo "Installing what drives other engines"
	@.venv/bin/python -m venv .venv-engines
	@$(INSTALL_ENGINES) -r tests/engines/requirements.lock
	@touch $@

node_modules/installed: .venv/test package.json package-lock.json
	@echo "Installing what bundles and checks the browser's half"
	@$(WITH_NODE) npm ci --silent --ignore-scripts
	@touch $@

benchmarks/lighthouse/node_modules/installed: .venv/test benchmarks/lighthouse/package.json benchmarks/lighthouse/package-lock.json
	@echo "Installing Lighthouse"
	@cd benchmarks/lighthouse && $(WITH_NODE) npm ci --silent --ignore-scripts
	@touch $@

clean:
	rm -rf .venv .venv-engines .venv-foreign node_modules benchmarks/lighthouse/node_modules build dist
