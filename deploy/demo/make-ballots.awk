# FICTIONAL BALLOTS, made by a seeded generator. No real employer cast any of these votes.
#
# Run in this folder:
#   awk -f make-ballots.awk rounds.csv seats.csv round-items.csv > ballots.csv
# Another set of ballots, just as repeatable:
#   awk -v SEED=7 -f make-ballots.awk rounds.csv seats.csv round-items.csv > ballots.csv
#
# POSIX awk; written for mawk. The random numbers are our own (Park and Miller's
# x = 16807 x mod 2^31 - 1): every product stays below 2^53, so it is exact in a double and the
# same under every awk. Each proposal starts its own stream from SEED and its identifier, so a
# proposal added or taken away leaves the ballots of the others as they were. Identifiers hold
# only a-z, 0-9 and '-'; a quote in an input file is refused rather than misread.

BEGIN {
    if (SEED == "") SEED = 20264627
    MODULUS = 2147483647
    LETTERS = "/-0123456789abcdefghijklmnopqrstuvwxyz"

    split("We hire holders of this credential.|New hires who hold it need less training.|" \
          "We name it in our job postings.|Our supervisors trust the assessment.|" \
          "It gets a first-time applicant an interview here.|It carries over between employers.", WHY_APPROVE, "|")
    split("We train for this in house.|Experience counts for more with us.|" \
          "It does not cover the equipment we use.|It would not change whom we hire.|" \
          "It has not kept up with the work.", WHY_REJECT, "|")
    split("This is outside the work of our company.|We hired too few people in this field to judge.|" \
          "We want to see the skills it tests first.", WHY_ABSTAIN, "|")
    split("We deliver training toward this credential.|One of our directors serves on the board of the issuer.", \
          WHY_CONFLICT, "|")
}

{ sub(/\r$/, "") }
/"/ { fail(FILENAME ": line " FNR ": quoted cells are not read here") }
FNR == 1 {
    if ($0 == "round_id,panel_id") table = "rounds"
    else if ($0 == "panel_id,seat_id,employer_id,chair") table = "seats"
    else if ($0 == "round_id,proposal_id") table = "items"
    else fail(FILENAME ": unknown header: " $0)
    next
}
$0 == "" { next }
{ cells = split($0, cell, ",") }
table == "rounds" { panel_of[cell[1]] = cell[2]; next }
table == "seats"  { seat[cell[1], ++seats[cell[1]]] = cell[3]; next }
table == "items"  { ++items; item_round[items] = cell[1]; item_proposal[items] = cell[2]; next }

END {
    if (failed) exit 2
    if (items == 0) { print "no round items were read" > "/dev/stderr"; exit 2 }
    print "round_id,proposal_id,employer_id,choice,endorsement_level,reason"
    for (i = 1; i <= items; ++i) {
        if (!(item_round[i] in panel_of)) { print "no such round: " item_round[i] > "/dev/stderr"; exit 2 }
        vote_on(item_round[i], item_proposal[i], panel_of[item_round[i]])
    }
}

# The ballots of one panel on one proposal.
function vote_on(round, proposal, panel,    n, k, shift, place, present, kind, liking, turnout, employer, choice) {
    n = seats[panel]
    start_stream("proposal/" round "/" proposal)
    kind = draw()
    turnout = 0.95
    shift = -1
    # what the law or a registered trade asks for is seldom refused
    if (by_law(proposal) && kind >= 0.56 && kind < 0.86) kind = 0
    if (kind < 0.56)      liking = 0.84 + 0.15 * draw()     # plainly wanted
    else if (kind < 0.74) liking = 0.06 + 0.24 * draw()     # plainly not wanted
    else if (kind < 0.86) liking = 0.42 + 0.24 * draw()     # opinions differ
    else if (kind < 0.95) {                                 # too few voted
        liking = 0.60 + 0.35 * draw()
        turnout = 0.42
    } else {                                                # exactly on a boundary
        shift = int(n * draw())
        # everyone but one approves or rejects: half of them, or two thirds, approve
        liking = (draw() < 0.5) ? int((n - 1) / 2) : int(2 * (n - 1) / 3)
    }
    for (k = 1; k <= n; ++k) {
        employer = seat[panel, k]
        if (shift >= 0) {
            place = (k - 1 + shift) % n
            choice = (place == n - 1) ? "ABSTAIN" : (place < liking) ? "APPROVE" : "REJECT"
        } else {
            # the same draws whoever is absent, so that one seat does not move the next
            present = draw()
            choice = choose(draw(), liking + leaning(employer))
            if (present >= turnout) { draw(); draw(); draw(); continue }
        }
        cast(round, proposal, employer, choice)
    }
}

function by_law(proposal) {
    return proposal ~ /^(nj|faa|cbp|uscg|nremt|nmls|apprenticeship)-/
}

function choose(u, liking) {
    if (u < 0.012) return "CONFLICT"
    if (u < 0.055) return "ABSTAIN"
    u = (u - 0.055) / 0.945
    return (u < liking) ? "APPROVE" : "REJECT"
}

# Some employers are easier to please than others: -0.05 to +0.05, the same on every proposal.
function leaning(employer,    keep) {
    if (!(employer in lean)) {
        keep = state
        start_stream("employer/" employer)
        lean[employer] = 0.10 * draw() - 0.05
        state = keep
    }
    return lean[employer]
}

function cast(round, proposal, employer, choice,    level, u, speak, pick, reason) {
    u = draw()
    speak = draw()
    pick = draw()
    level = ""
    reason = ""
    if (choice == "APPROVE") {
        if (by_law(proposal)) u = u * 0.5
        level = (u < 0.28) ? "REQUIRED" : (u < 0.70) ? "PREFERRED" : (u < 0.91) ? "NICE_TO_HAVE" : (u < 0.96) ? "FOUNDATIONAL" : ""
        if (speak < 0.30) reason = WHY_APPROVE[1 + int(6 * pick)]
    } else if (choice == "REJECT") {
        level = (u < 0.30) ? "UNAWARE" : (u < 0.72) ? "FOUNDATIONAL" : (u < 0.94) ? "NICE_TO_HAVE" : ""
        if (speak < 0.50)
            reason = (level == "UNAWARE") ? "Our supervisors do not know it." \
                   : (level == "FOUNDATIONAL" && pick < 0.4) ? "It shows basic skills only." \
                   : WHY_REJECT[1 + int(5 * pick)]
    } else if (choice == "ABSTAIN") {
        level = (u < 0.50) ? "UNAWARE" : ""
        if (speak < 0.50) reason = WHY_ABSTAIN[1 + int(3 * pick)]
    } else {
        reason = WHY_CONFLICT[1 + int(2 * pick)]
    }
    print round "," proposal "," employer "," choice "," level "," reason
}

function start_stream(name,    i, h) {
    h = SEED % MODULUS
    for (i = 1; i <= length(name); ++i) h = (h * 131 + index(LETTERS, substr(name, i, 1))) % MODULUS
    state = (h > 0) ? h : 1
    for (i = 0; i < 8; ++i) draw()
}

# A number from 0 up to, never reaching, 1.
function draw() {
    state = (state * 16807) % MODULUS
    return (state - 1) / MODULUS
}

function fail(message) {
    print message > "/dev/stderr"
    failed = 1
    exit 2
}
