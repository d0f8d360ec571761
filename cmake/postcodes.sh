#!/bin/sh
# Usage: postcodes.sh postcodes.csv: the centres of postcodes as C++, in their order.
cat <<'HEAD'
#include "matching/postcodes.h"

namespace emplooi::matching {

namespace {

constexpr PostcodeCentre all[] = {
HEAD
awk -F, 'NR > 1 { printf "    {%s, %s, %s},\n", $1, $2, $3 }' "$1"
cat <<'TAIL'
};

}  // namespace

std::span<const PostcodeCentre> postcode_centres() { return all; }

}  // namespace emplooi::matching
TAIL
