package io.reservoir.dsl.problem;

import java.util.Locale;

/** Every kind of diagnostic, with its stable number and its title. A number is never used again for something else. */
public enum Code {
    SYNTAX(1, "what stands there cannot be read"),
    NOT_YET(2, "checked, and not carried out by this release"),
    LIMIT(3, "a limit is exceeded"),
    FORBIDDEN_CHARACTER(4, "a character that no text may hold"),
    NOT_CLOSED(5, "a string or comment that does not end"),
    BAD_NAME(6, "not a name"),

    SERVICE_LINE(10, "one `service` line a file"),
    DUPLICATE(11, "declared twice"),
    RESERVED_NAME(12, "a name that the language gives"),
    UNKNOWN_IMAGE(13, "an image that is not declared"),
    UNKNOWN_COMPONENT(14, "a component that is not declared"),
    UNKNOWN_NETWORK(15, "a network that is not declared"),
    UNKNOWN_SLA_CLASS(16, "an SLA class that does not exist"),
    UNKNOWN_FUNCTION(17, "a function that does not exist"),
    UNKNOWN_UNIT(18, "a unit that does not exist"),
    UNKNOWN_METRIC(19, "a metric that looks misspelt"),
    UNKNOWN_SUBJECT(20, "nothing of that name can be set"),

    DIMENSIONS(21, "units that do not go together"),
    UNIT_MISSING(22, "a number without the unit it needs"),
    NOT_A_NUMBER(23, "a number is wanted, or a condition"),
    ARGUMENTS(24, "a wrong number or kind of arguments"),
    NO_VALUE(25, "a name that has no value"),
    DIVISION_BY_ZERO(26, "a division by zero"),
    NOT_CONSTANT(27, "a constant is wanted"),

    OVERLAP(30, "two statements set the same"),
    TWO_SLAS(31, "two SLA bindings of one thing"),
    CYCLE(32, "indicators that depend on themselves"),
    MIN_ABOVE_MAX(33, "a minimum above the maximum"),
    NO_MAXIMUM(34, "no maximum anywhere"),
    TWO_DIRECTIONS(35, "`Replicas` and `CPU` from one metric"),
    CLAUSE(36, "a clause that does not belong there"),
    RANGE(37, "a number out of its range"),
    DOMAINS(38, "a set of domains that cannot be meant"),
    START_ORDER(39, "components that wait for each other"),
    PORT(40, "not a port"),
    SIZE(41, "a component's size"),
    SPEED(42, "a network's speed"),
    DIGEST(43, "not a SHA-256 digest"),
    METRIC(44, "a metric's declaration"),
    WINDOW(45, "a window of time"),
    REPLICA(46, "a replica where a component is wanted"),
    RELATION(47, "the wrong sign between the two sides"),
    PROVIDER_FILE(48, "a statement in a file of the other kind"),
    TARIFF(49, "a tariff's prices"),
    ESCAPE(50, "a backslash that stands for nothing"),
    CALENDAR(51, "a calendar"),
    TIME(52, "a point in time"),
    BUDGET(53, "a budget"),
    OBJECTIVE(54, "a service-level objective"),
    TEST(55, "a test"),
    SETTING(56, "a setting of a guest"),
    SLA_CLASS(57, "the terms of an SLA class"),
    NEAR(58, "a component near itself"),

    GAIN(60, "a loop through `prev` that never comes to rest"),
    GUARD(61, "a condition that holds never or always"),
    OUT_OF_BOUNDS(62, "a number that its own bounds never let through"),
    FLAPPING(63, "fewer replicas that would grow again at once"),
    UNDAMPED(64, "replicas that follow each wobble of a reading"),
    PLACEMENT(65, "a placement that can never be met"),
    SPREAD(66, "fewer replicas than an SLA class's spread needs"),
    NO_SUCH_REPLICA(67, "a replica that a component never has"),
    LOOSE_OBJECTIVE(68, "an objective looser than the SLA class's own"),
    OBJECTIVE_DIRECTION(69, "an objective that promises the bad side"),

    METRIC_INFERRED(70, "a metric known by its name alone"),
    COMPONENT_INFERRED(71, "a component known by its use alone"),
    NETWORK_INFERRED(72, "a network known by its use alone"),
    READ_AS_BYTE(73, "`Gb` read as gigabyte"),
    READ_AS_REPLICA(74, "`C11` read as replica 1 of `C1`"),
    IMAGE_REGISTERED(75, "an image taken from the site"),
    READ_AS_UTC(76, "a time without a zone read as UTC"),

    OBJECTIVES_EXCLUDE(77, "two objectives that cannot both be kept"),
    DEADLINE(78, "a deadline that other clauses let pass"),
    NEVER_UNKNOWN(79, "an answer to an unknown that never comes"),
    UNUSED(80, "declared and never used"),
    UNMEASURED(81, "a promise on a metric that nothing else reads"),
    TEST_TOO_LATE(82, "an expectation after a test's last reading"),
    GIVEN_UNUSED(83, "readings of a test that no rule reads"),
    HOLD(84, "a hold that holds nothing"),
    NEVER_TAKEN(85, "a side of `? :` that is never taken"),

    OVF_XML(100, "XML that is not well-formed"),
    OVF_DOCUMENT_TYPE(101, "a document type"),
    OVF_LIMIT(102, "an envelope or archive beyond a limit"),
    OVF_ENVELOPE(103, "not an OVF envelope"),
    OVF_SECTION(104, "a section that is required and not known"),
    OVF_REFERENCE(105, "a reference to what is not there"),
    OVF_HARDWARE(106, "the hardware of a virtual system"),
    OVF_UNITS(107, "the units of an amount"),
    OVF_VALUE(108, "a value that cannot be meant"),
    OVF_PART_MISSING(109, "a part of an envelope that is missing"),
    OVF_CONTRADICTION(110, "rules that contradict their envelope"),
    OVF_NO_COUNTERPART(111, "a demand that the language cannot say"),
    OVF_EXPORT(112, "a service that no envelope can hold"),
    OVF_ARCHIVE(113, "an archive that cannot be read"),
    OVF_MEMBER(114, "a member that no archive may hold"),
    OVF_MANIFEST(115, "a manifest of digests"),
    OVF_DIGEST(116, "a digest that does not match"),

    OVF_RENAMED(120, "a name made one of the language"),
    OVF_KEPT(121, "a section kept as it stands"),
    OVF_OPTION(122, "a deployment option chosen"),
    OVF_LEFT_OUT(123, "a part of an envelope that says nothing here"),
    OVF_CLASS_CHOSEN(124, "an SLA class chosen by what it promises"),
    OVF_NOT_SIGNED(125, "a file without a digest");

    private final int number;
    private final String title;

    Code(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /** How it shows, such as {@code RSL-014}. */
    public String code() {
        return String.format(Locale.ROOT, "RSL-%03d", number);
    }

    /** True if it is about OVF envelopes and archives rather than texts of the language. */
    public boolean isOfEnvelopes() {
        return number >= 100 && number < 200;
    }

    public String title() {
        return title;
    }
}
