// The Reservoir service language. No word is reserved but `and`, `or`, `not`: wherever a name may stand, a keyword may.
//
// Two things are settled on the tokens before the parser sees them (see TokenShaper): which names are units, so that
// in `4000 min 1` the `min` is a clause and in `over 5 min` a unit, and where the path of a health probe ends.
grammar Rsl;

options {
    caseInsensitive = true;
}

tokens {
    UNIT,
    PATH
}

file
    : statement* EOF
    ;

statement
    : SERVICE serviceName                                                            # serviceStatement
    | IMAGE name (FROM source = STRING)? (SHA256 digest = STRING)?                   # imageStatement
    | NETWORK name                                                                   # networkStatement
    | METRIC metric = name LPAREN component = name RPAREN kind = (GAUGE | COUNTER)?
        first = metricWord? second = metricWord? (EVERY duration)?                   # metricStatement
    | INDICATOR name LPAREN place RPAREN EQUALS expression clause*                   # indicatorStatement
    | OBJECTIVE name LPAREN place RPAREN relation = (AT_MOST | BELOW | AT_LEAST | ABOVE) limit = quantity
        (OVER duration)? (IN share = quantity (OF WINDOWS)?)?                        # objectiveStatement
    | CALENDAR name EQUALS week = STRING (EXCEPT DATE (COMMA DATE)*)?                # calendarStatement
    | HOLD direction = (IN | OUT) place UNTIL moment = (DATE | MOMENT) (BY owner = STRING)?
        reason = STRING?                                                             # holdStatement
    | BUDGET quantity PER name kind = (SOFT | HARD)?                                 # budgetStatement
    | MIGRATE place WHEN expression (FOR duration)?                                  # migrateStatement
    | TEST title = STRING LBRACE testLine* RBRACE                                    # testStatement
    | SLA CLASS name (FROM DATE)? LBRACE slaTerm* RBRACE                             # slaClassStatement
    | TARIFF name (FROM DATE)? LBRACE tariffItem* RBRACE                             # tariffStatement
    | name LPAREN place RPAREN relation = (EQUALS | AT_MOST | AT_LEAST) value clause* # equationStatement
    | name LPAREN sizePart (COMMA sizePart)* RPAREN block?                           # componentStatement
    ;

serviceName
    : name (MINUS (name | NUMBER))*
    ;

metricWord
    : name (SLASH name)?
    | PERCENT
    ;

sizePart
    : quantity name?
    ;

block
    : LBRACE item* RBRACE
    ;

item
    : IMAGE name                                              # imageItem
    | NETWORKS name (COMMA name)*                             # networksItem
    | REPLICAS replicaBound+                                  # replicasItem
    | AFTER name (COMMA name)*                                # afterItem
    | READY WHEN probe (WITHIN duration)?                     # readyItem
    | SPREAD name                                             # spreadItem
    | NEAR name                                               # nearItem
    | SET name EQUALS settingPart (PLUS settingPart)*         # setItem
    | VICTIM BY name direction = (ASC | DESC)?                # victimItem
    | DRAIN UNTIL name (EQUALS | AT_MOST) quantity (MAX duration)? # drainItem
    ;

settingPart
    : STRING                                                  # textPart
    | quantity                                                # numberPart
    | name LPAREN (place (COMMA place)*)? RPAREN              # resolvedPart
    ;

replicaBound
    : which = (MIN | MAX | INITIAL) quantity
    ;

probe
    : BOOT                                                    # bootProbe
    | AGENT                                                   # agentProbe
    | TCP COLON NUMBER                                        # tcpProbe
    | HTTP GET? COLON NUMBER PATH?                            # httpProbe
    ;

testLine
    : GIVEN name LPAREN place RPAREN EQUALS step (COMMA step)* (EVERY duration)? # givenLine
    | EXPECT expression (EQUALS expression)? (AT duration)?                      # expectLine
    ;

step
    : (quantity | UNKNOWN) (times = name NUMBER)?
    ;

slaTerm
    : AVAILABILITY quantity PER name                                             # availabilityTerm
    | RESPONSE name quantity OVER duration IN share = quantity (OF WINDOWS)?     # responseTerm
    | REPLACE WITHIN duration                                                    # replaceTerm
    | HEADROOM quantity                                                          # headroomTerm
    | BAND UP quantity                                                           # bandTerm
    | STABILISE DOWN duration                                                    # stabiliseTerm
    | SPREAD SOFT? quantity (OR quantity)?                                       # spreadTerm
    | PRIORITY quantity                                                          # priorityTerm
    | PRICE FACTOR quantity                                                      # priceFactorTerm
    | CREDIT share = quantity BELOW_WORD bound = quantity                        # creditTerm
    ;

tariffItem
    : CURRENCY name                                           # currencyItem
    | name NUMBER PER first = name second = name?             # priceItem
    ;

value
    : domains                                                 # domainsValue
    | expression                                              # expressionValue
    ;

domains
    : NOT_SIGN? LBRACE (domain (COMMA domain)*)? RBRACE       # domainSet
    | LBRACKET (domain (COMMA domain)*)? RBRACKET             # domainOrder
    ;

domain
    : domainName (COLON quantity)?
    ;

domainName
    : STRING
    | (name | NUMBER | UNIT | MINUS | DOT)+
    ;

clause
    : MIN expression (DURING name)?                           # minClause
    | MAX expression (DURING name)?                           # maxClause
    | WHEN expression                                         # whenClause
    | OVER duration                                           # overClause
    | PRIORITY quantity                                       # priorityClause
    | BAND (UP up = quantity)? (DOWN down = quantity)?        # bandClause
    | HEADROOM quantity                                       # headroomClause
    | STABILISE (UP up = duration)? (DOWN down = duration)?   # stabiliseClause
    | RATE (UP up = pace)? (DOWN down = pace)?                # rateClause
    | ON UNKNOWN unknownAnswer                                # onUnknownClause
    | STEP quantity                                           # stepClause
    | COOLDOWN (IN in = duration)? (OUT out = duration)?      # cooldownClause
    | DURING name                                             # duringClause
    | WITHIN duration                                         # withinClause
    | COMBINE name                                            # combineClause
    ;

pace
    : quantity PER duration
    ;

unknownAnswer
    : HOLD                                                    # holdAnswer
    | FALLBACK quantity                                       # fallbackAnswer
    | MAX                                                     # maxAnswer
    ;

expression
    : MINUS expression                                                      # negation
    | expression operator = (STAR | SLASH | PERCENT) expression             # arithmetic
    | expression operator = (PLUS | MINUS) expression                       # arithmetic
    | expression operator = (BELOW | AT_MOST | ABOVE | AT_LEAST | SAME | DIFFERENT) expression # arithmetic
    | NOT expression                                                        # inversion
    | expression operator = AND expression                                  # arithmetic
    | expression operator = OR expression                                   # arithmetic
    | expression operator = OR_ELSE expression                              # arithmetic
    | <assoc = right> expression QUESTION expression COLON expression       # choice
    | LPAREN expression RPAREN                                              # enclosed
    | NUMBER unit?                                                          # number
    | name LPAREN (expression (COMMA expression)*)? RPAREN                  # call
    | place                                                                 # mention
    ;

place
    : name (LBRACKET NUMBER RBRACKET)?
    ;

quantity
    : MINUS? NUMBER unit?
    ;

duration
    : NUMBER unit
    ;

unit
    : UNIT (SLASH UNIT)?
    ;

name
    : NAME
    | AFTER | AGENT | ASC | AT | AVAILABILITY | BAND | BELOW_WORD | BOOT | BUDGET | BY | CALENDAR | CLASS | COMBINE
    | COOLDOWN | COUNTER | CREDIT | CURRENCY | DESC | DOWN | DRAIN | DURING | EVERY | EXCEPT | EXPECT | FACTOR
    | FALLBACK | FOR | FROM | GAUGE | GET | GIVEN | HARD | HEADROOM | HOLD | HTTP | IMAGE | IN | INDICATOR | INITIAL
    | MAX | METRIC | MIGRATE | MIN | NEAR | NETWORK | NETWORKS | OBJECTIVE | OF | ON | OUT | OVER | PER | PRICE
    | PRIORITY | RATE | READY | REPLACE | REPLICAS | RESPONSE | SERVICE | SET | SHA256 | SLA | SOFT | SPREAD
    | STABILISE | STEP | TARIFF | TCP | TEST | UNKNOWN | UNTIL | UP | VICTIM | WHEN | WINDOWS | WITHIN
    ;

AFTER : 'after' ;
AGENT : 'agent' ;
AND : 'and' ;
ASC : 'asc' ;
AT : 'at' ;
AVAILABILITY : 'availability' ;
BAND : 'band' ;
BELOW_WORD : 'below' ;
BOOT : 'boot' ;
BUDGET : 'budget' ;
BY : 'by' ;
CALENDAR : 'calendar' ;
CLASS : 'class' ;
COMBINE : 'combine' ;
COOLDOWN : 'cooldown' ;
COUNTER : 'counter' ;
CREDIT : 'credit' ;
CURRENCY : 'currency' ;
DESC : 'desc' ;
DOWN : 'down' ;
DRAIN : 'drain' ;
DURING : 'during' ;
EVERY : 'every' ;
EXCEPT : 'except' ;
EXPECT : 'expect' ;
FACTOR : 'factor' ;
FALLBACK : 'fallback' ;
FOR : 'for' ;
FROM : 'from' ;
GAUGE : 'gauge' ;
GET : 'get' ;
GIVEN : 'given' ;
HARD : 'hard' ;
HEADROOM : 'headroom' ;
HOLD : 'hold' ;
HTTP : 'http' ;
IMAGE : 'image' ;
IN : 'in' ;
INDICATOR : 'indicator' ;
INITIAL : 'initial' ;
MAX : 'max' ;
METRIC : 'metric' ;
MIGRATE : 'migrate' ;
MIN : 'min' ;
NEAR : 'near' ;
NETWORK : 'network' ;
NETWORKS : 'networks' ;
NOT : 'not' ;
OBJECTIVE : 'objective' ;
OF : 'of' ;
ON : 'on' ;
OR : 'or' ;
OUT : 'out' ;
OVER : 'over' ;
PER : 'per' ;
PRICE : 'price' ;
PRIORITY : 'priority' ;
RATE : 'rate' ;
READY : 'ready' ;
REPLACE : 'replace' ;
REPLICAS : 'replicas' ;
RESPONSE : 'response' ;
SERVICE : 'service' ;
SET : 'set' ;
SHA256 : 'sha256' ;
SLA : 'sla' ;
SOFT : 'soft' ;
SPREAD : 'spread' ;
STABILISE : 'stabilise' | 'stabilize' ;
STEP : 'step' ;
TARIFF : 'tariff' ;
TCP : 'tcp' ;
TEST : 'test' ;
UNKNOWN : 'unknown' ;
UNTIL : 'until' ;
UP : 'up' ;
VICTIM : 'victim' ;
WHEN : 'when' ;
WINDOWS : 'windows' ;
WITHIN : 'within' ;

LPAREN : '(' ;
RPAREN : ')' ;
LBRACE : '{' ;
RBRACE : '}' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
COMMA : ',' ;
COLON : ':' ;
DOT : '.' ;
NOT_SIGN : '!' ;
EQUALS : '=' ;
SAME : '==' ;
DIFFERENT : '!=' ;
AT_MOST : '<=' ;
AT_LEAST : '>=' ;
BELOW : '<' ;
ABOVE : '>' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
OR_ELSE : '??' ;
QUESTION : '?' ;

DATE : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT ;
MOMENT : DATE 't' DIGIT DIGIT ':' DIGIT DIGIT (':' DIGIT DIGIT)? ('z' | [+-] DIGIT DIGIT ':' DIGIT DIGIT)? ;
NUMBER : DIGIT+ ('.' DIGIT+)? ('e' [+-]? DIGIT+)? ;
NAME : [\p{L}_] [\p{L}\p{M}\p{N}_]* ;
STRING : '"' CHARACTER* '"' ;
OPEN_STRING : '"' CHARACTER* '\\'? ;

LINE_COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;
OPEN_COMMENT : '/*' ;
BLANK : [ \t\r\n\u00a0\ufeff]+ -> channel(HIDDEN) ;

// Any other character, so that the lexer never throws.
OTHER : . ;

fragment DIGIT : [0-9] ;
fragment CHARACTER : '\\' ~[\r\n] | ~["\\\r\n] ;
