# shellcheck shell=bash
# Sourced by the commands at the top level: finds a JDK and Maven, builds what is missing or out of
# date, and leaves the path of java in JAVA. Ends with exit code 2, naming the cure, if it cannot.

readonly JDK_FEATURE=25

missing() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 2
}

# The feature release of a java, 0 if it does not run.
feature_of() {
    "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p;T;q' | grep . || echo 0
}

find_java() {
    local java
    for java in "${JAVA_HOME:-/nonexistent}/bin/java" "$(command -v java || true)" \
        /usr/lib/jvm/*/bin/java "$HOME"/.sdkman/candidates/java/*/bin/java \
        /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
        if [ -x "$java" ] && [ "$(feature_of "$java")" -ge "$JDK_FEATURE" ]; then
            printf '%s\n' "$java"
            return
        fi
    done
}

# What was built is out of date when a source is younger than it.
stale() {
    local built=lab/target/built
    [ ! -e "$built" ] && return 0
    [ -n "$(find pom.xml functions/pom.xml functions/src lab/pom.xml lab/src fleet \
        -newer "$built" -type f -not -path '*/__pycache__/*' -print -quit)" ]
}

requirements() {
    JAVA=$(find_java)
    [ -n "$JAVA" ] || missing "no JDK $JDK_FEATURE or later found; install one, for example Temurin \
(https://adoptium.net), and set JAVA_HOME if it is in an unusual place"
    command -v mvn >/dev/null || missing "no Maven found; install it, for example: \
apt-get install maven"
}

prepare() {
    requirements
    if stale; then
        printf 'building (once; about a minute)...\n' >&2
        mvn -B -q -DskipTests package >&2 || missing "the build failed, see above"
        touch lab/target/built
    fi
}
