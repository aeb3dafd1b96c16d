# Everything one can do here: `just` lists it. Each recipe is a script or one command, callable without just.

[private]
default:
    @just --list --unsorted

# Serve on http://127.0.0.1:8080 from SQLite
run *ARGUMENTS:
    cargo run --release --locked -- {{ ARGUMENTS }}

# Compile the binary that ships: target/dist/certgraph
dist:
    cargo build --profile dist --locked --bin certgraph

# Run all tests on SQLite and PostgreSQL
test *ARGUMENTS:
    scripts/test {{ ARGUMENTS }}

# Run one scenario, such as bad_date
scenario NAME:
    cargo test --locked --test integration scenarios::{{ NAME }}

# Accept changed snapshots and generated files; review the difference afterwards
update *ARGUMENTS:
    INSTA_UPDATE=always UPDATE_FILES=1 cargo test --workspace --locked {{ ARGUMENTS }}

# Format the code
format:
    cargo fmt --all

# Check format and lints
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings

# Check catalogue files
validate *PATHS='catalogue':
    cargo run --locked -- validate {{ PATHS }}

# Report how complete and how old the catalogue is
audit *ARGUMENTS:
    cargo run --locked -- audit {{ ARGUMENTS }}

# Run everything that must pass before a change lands
ci:
    .ci/run

# Run a command with a private PostgreSQL
postgres +COMMAND:
    scripts/postgres {{ COMMAND }}

# Test faults of databases and networks
fault-test *ARGUMENTS:
    scripts/fault-test {{ ARGUMENTS }}

# Test crashes in the middle of publishing
crash-test *ARGUMENTS:
    scripts/crash-test {{ ARGUMENTS }}

# Test three servers over a primary and a standby
cluster-test:
    scripts/cluster-test

# Test the pages in Chromium
browser-test:
    scripts/browser-test

# Test client libraries
client-test:
    scripts/client-test

# Compare the schema with the last release
schema-check:
    scripts/schema-check

# Build the web pages
web *ARGUMENTS:
    scripts/build-web {{ ARGUMENTS }}

# Take the pictures of the README
screenshots:
    scripts/screenshots

# Measure speed and memory
bench *ARGUMENTS:
    scripts/bench {{ ARGUMENTS }}

# Count the instructions of answers with new variables
cold-path *ARGUMENTS:
    scripts/cold-path {{ ARGUMENTS }}

# Run a saturated server for ten minutes
soak *ARGUMENTS:
    scripts/soak {{ ARGUMENTS }}

# List every crate in the binary
sbom *FILE:
    scripts/sbom {{ FILE }}

# Make the archive of a release for this machine
package *TARGET:
    scripts/package {{ TARGET }}

# Install the pre-commit hook
hooks:
    git config core.hooksPath .githooks
