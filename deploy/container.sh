#!/bin/sh
# Runs a command inside a container with the secrets that compose.yaml hands it as files: sh deploy/container.sh COMMAND …
set -eu
DATABASE_URL="$(cat /run/secrets/database)"
DTI_SIGNING_KEY="$(cat /run/secrets/signing-key)"
export DATABASE_URL DTI_SIGNING_KEY
exec "$@"
