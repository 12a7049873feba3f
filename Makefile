# Everything a newcomer can do here. On a new machine git, make and Python 3.11 are enough.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
ifndef TOGETHER
.NOTPARALLEL:
endif
MAKEFLAGS += --no-print-directory
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
N ?= 1000000
TIMES ?= 1
export PORT
export PATH := $(CURDIR)/.venv/bin:$(PATH)
INSTALL := install --quiet --disable-pip-version-check --no-compile --require-hashes
PIP := .venv/bin/python -m pip $(INSTALL)
APP := $(shell find static_pwa -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -name '*.test.*')
GUIDELINE := guideline/guideline.json

help: ## Show these lines
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: static_pwa/dist/index.html ## Serve the app and the API on one origin (PORT=8000)
	@exec python -m tools.serve

test: ready fresh static_pwa/dist/index.html ## Check everything, as CI does
	python -m tools.chromium
	@$(TWO) python-reads app-reads
	python -m pytest -n 2 --dist worksteal

# What does not touch the same files goes on at once.
TWO = $(MAKE) -j 2 TOGETHER=1

ready: .venv/build
	@$(TWO) .venv/test .venv/aws/.done
	@$(MAKE) .venv/lambda/.done

python-reads:
	ruff check
	ruff format --check
	mypy

app-reads:
	cd static_pwa && npm run --silent types
	cd static_pwa && npm run --silent test

browsers: .venv/browsers/.done static_pwa/dist/index.html ## Try the app in Firefox and in WebKitGTK
	.venv/browsers/bin/python -m tools.browsers

fuzz: .venv/test static_pwa/node_modules/.package-lock.json ## Ask both engines the same, a million times (hours; N=1000000)
	python -m tests.fuzz $(N)

mutation: .venv/test static_pwa/node_modules/.package-lock.json ## Make small faults on purpose; the tests must notice (half an hour; PART=tables, engine, or the beginning of faults' names)
	python -m tests.mutation $(PART)

proof: .venv/test static_pwa/node_modules/.package-lock.json ## Prove at length what the tests prove in short: one line each
	python -m tests.proof

bench: .venv/test .venv/bench static_pwa/dist/index.html ## Measure everything and write docs/benchmarks.md (TIMES=1)
	python -m tools.chromium
	python -m tools.bench $(TIMES)

load: .venv/bench ## Put load on the API on this machine: how much one process answers
	python -m tools.bench_lambda load

package: .venv/build $(GUIDELINE) ## Make the zip that Lambda runs
	python -m deploy.package

deploy: package .venv/aws/.done static_pwa/dist/index.html ## Bring STAGE=dev or prod live; DRY_RUN=1 only tells what would change
	@.venv/aws/bin/python -m deploy $(if $(DRY_RUN),plan,deploy) $(STAGE)

status: .venv/aws/.done ## Tell what of STAGE=… is live
	@.venv/aws/bin/python -m deploy status $(STAGE)

rollback: .venv/aws/.done ## Make the release before this one of STAGE=… live again
	@.venv/aws/bin/python -m deploy rollback $(STAGE)

undeploy: .venv/aws/.done ## Take away everything of STAGE=…
	@.venv/aws/bin/python -m deploy undeploy $(STAGE)

guideline: $(GUIDELINE) ## Compile the guideline and print its report
	python -m compiler report

docs: .venv/test ## Write what is made from data: pages of docs/, the README's patients
	python -m tools.pages
	python -m tools.readme

screenshots: .venv/test static_pwa/dist/index.html ## Take pictures of every screen
	python -m tools.chromium
	python -m tools.screenshots

format: .venv/test ## Lay out the Python as the house does
	ruff check --fix --quiet
	ruff format

lock: .venv/supply/.done .venv/node ## Write anew which files of which packages are accepted (requirements/*.lock, package-lock.json)
	python -m tools.lock

sbom: .venv/supply/.done .venv/test static_pwa/node_modules/.package-lock.json ## List what ships and what builds it, in CycloneDX (build/sbom)
	mkdir -p build/sbom
	.venv/supply/bin/cyclonedx-py requirements requirements/runtime.lock --output-reproducible -o build/sbom/api.cdx.json
	.venv/supply/bin/cyclonedx-py environment .venv --output-reproducible -o build/sbom/development.cdx.json
	cd static_pwa && npm sbom --sbom-format cyclonedx --omit dev > ../build/sbom/app.cdx.json
	python -m tools.packages

audit: .venv/supply/.done static_pwa/node_modules/.package-lock.json ## Ask PyPI and npm whether a weakness of a locked package is known
	@python -m tools.audit

clean: ## Remove everything that make has made
	rm -rf .venv build screenshots static_pwa/dist static_pwa/node_modules

.PHONY: help run test browsers fuzz mutation proof bench load package deploy status rollback undeploy guideline docs lock sbom audit screenshots format clean fresh ready python-reads app-reads

.venv/build: requirements/runtime.lock requirements/build.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements/runtime.lock -r requirements/build.lock
	touch $@

.venv/test: .venv/build requirements/test.lock
	$(PIP) -r requirements/test.lock
	touch $@

.venv/bench: .venv/build .venv/lambda/.done requirements/bench.lock
	$(PIP) -r requirements/bench.lock
	touch $@

.venv/lambda/.done: .venv/build requirements/lambda.lock
	$(PIP) --no-deps --upgrade --target .venv/lambda -r requirements/lambda.lock
	touch $@

.venv/aws/.done: .venv/build requirements/aws.lock
	$(PYTHON) -m venv .venv/aws
	.venv/aws/bin/python -m pip $(INSTALL) -r requirements/aws.lock
	touch $@

.venv/browsers/.done: .venv/build requirements/browsers.lock
	$(PYTHON) -m venv .venv/browsers
	.venv/browsers/bin/python -m pip $(INSTALL) -r requirements/browsers.lock
	touch $@

.venv/supply/.done: .venv/build requirements/supply.lock
	$(PYTHON) -m venv .venv/supply
	.venv/supply/bin/python -m pip $(INSTALL) -r requirements/supply.lock
	touch $@

.venv/node: .venv/build requirements/node.lock
	python -m tools.node
	touch $@

static_pwa/node_modules/.package-lock.json: .venv/node static_pwa/package-lock.json
	cd static_pwa && npm ci --loglevel=error
	touch $@

static_pwa/dist/index.html: static_pwa/node_modules/.package-lock.json $(GUIDELINE) $(APP)
	cd static_pwa && npm run --silent build
	touch $@

$(GUIDELINE): .venv/build $(wildcard guideline/*.yaml compiler/*.py)
	python -m compiler
	touch $@

# Before anything compiles it anew: what is committed must be what the sources say.
fresh: .venv/build
	@python -m compiler check || { echo "guideline.json is not what its sources say: run 'make guideline'." >&2; exit 1; }
