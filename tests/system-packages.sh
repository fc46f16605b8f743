#!/usr/bin/env bash
# Chromium for the browser tests, LibreOffice for the workbooks, PostgreSQL for the store, nginx for several replicas, curl for the open data, wrk for the bench of the static edition: installed when we may, otherwise one line that says what to install.
set -euo pipefail

missing=()
command -v chromium > /dev/null || command -v google-chrome > /dev/null || missing+=(chromium)
command -v chromedriver > /dev/null || missing+=(chromium-driver)
command -v soffice > /dev/null || missing+=(libreoffice-calc)
compgen -G '/usr/lib*/libreoffice/program/libsdlo.so' > /dev/null || missing+=(libreoffice-impress)
command -v pdftotext > /dev/null || missing+=(poppler-utils)
compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null || missing+=(postgresql)
command -v nginx > /dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
command -v git > /dev/null || missing+=(git)
command -v curl > /dev/null || missing+=(curl)
command -v wrk > /dev/null || missing+=(wrk)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    echo "Installing ${missing[*]} ..."
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
else
    echo "Missing: ${missing[*]}. Install with: sudo apt-get install ${missing[*]} (tests that need them are skipped)."
fi
