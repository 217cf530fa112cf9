/**
 * PostgreSQL's errors about data: a line has the SQLSTATE and the message. The placeholders are those
 * of `compileErrors`. Source: the messages of PostgreSQL 13 to 18.
 */
export const dataErrors = `
21000 more than one row returned by a subquery used as an expression
21000 <words> command cannot affect row a second time
22001 value too long for type <type>
22003 integer out of range
22003 bigint out of range
22003 smallint out of range
22003 money out of range
22003 numeric field overflow
22003 value overflows numeric format
22003 value out of range: <words>
22003 value "<value>" is out of range for type <type>
22003 "<value>" is out of range for type <type>
22003 lower bound of <value>
22004 null array element not allowed in this context
22004 query string argument of EXECUTE is null
22004 dimension values cannot be null
22007 invalid input syntax for type <timetype>: "<value>"
22007 invalid value "<value>" for "<value>"
22008 date/time field value out of range: "<value>"
22008 date/time field value out of range: <value>
22008 date field value out of range: <value>
22008 time field value out of range: <value>
22008 date out of range: "<value>"
22008 date out of range
22008 date out of range for timestamp
22008 timestamp out of range: "<value>"
22008 timestamp out of range
22008 interval out of range
22015 interval field value out of range: "<value>"
22009 time zone displacement out of range: "<value>"
22011 negative substring length not allowed
22012 division by zero
2201B invalid regular expression: <words>
2201E cannot take logarithm of <words>
2201F cannot take square root of a negative number
2201F zero raised to a negative power is undefined
2201F a negative number raised to a non-integer power yields a complex result
2201G count must be greater than zero
2201W LIMIT must not be negative
2201X OFFSET must not be negative
22021 invalid byte sequence for encoding "<id>": <value>
22021 requested character not valid for encoding: <value>
22023 time zone "<value>" not recognized
22023 invalid value for parameter "<id>": "<value>"
22023 invalid value for parameter "<id>": <value>
22023 parameter "<id>" requires a <words> value
22023 <number> is outside the valid range for parameter "<id>" (<value>)
22023 <number> <word> is outside the valid range for parameter "<id>" (<value>)
22023 unit "<value>" not recognized for type <type>
22023 unit "<value>" not supported for type <type>
22023 timestamp units "<value>" not recognized
22023 interval units "<value>" not recognized
22023 unrecognized encoding: "<value>"
22023 invalid source encoding name "<value>"
22023 invalid destination encoding name "<value>"
22023 invalid hexadecimal digit: "<value>"
22023 invalid hexadecimal data: odd number of digits
22023 invalid symbol "<value>" found while decoding base64 sequence
22023 invalid base64 end sequence
22023 step size cannot equal zero
22023 cannot get array length of a scalar
22023 cannot get array length of a non-array
22023 cannot extract elements from a scalar
22023 cannot extract elements from an object
22023 cannot deconstruct a scalar
22023 cannot deconstruct an array as an object
22023 cannot call <word> on <words>
22023 cannot cast jsonb <words> to type <type>
22023 cannot delete path in scalar
22023 cannot set path in scalar
22023 extension "<id>" has no installation script nor update path for version "<value>"
22024 unterminated quoted identifier
22025 invalid escape string
22025 LIKE pattern must not end with escape character
22025 invalid Unicode escape value
22026 bit string length <number> does not match type <type>
22030 duplicate JSON object key value<value>
2202E array subscript out of range
2202E wrong number of array subscripts
2202E multidimensional arrays must have array expressions with matching dimensions
2202E cannot accumulate arrays of different dimensionality
22P02 invalid input syntax for type <type>: "<value>"
22P02 invalid input syntax for type <type>
22P02 invalid input value for enum <name>: "<value>"
22P02 malformed array literal: "<value>"
22P02 malformed record literal: "<value>"
22P02 malformed range literal: "<value>"
22P02 malformed multirange literal: "<value>"
22P02 invalid <word> value: "<value>"
22P02 "<value>" is not a valid binary digit
22P02 "<value>" is not a valid hexadecimal digit
22P03 incorrect binary data format in bind parameter <number>
22P03 improper binary format in <words>
22P04 missing data for column "<id>"
22P04 extra data after last expected column
22P04 unterminated CSV quoted field
22P04 literal carriage return found in data
22P04 literal newline found in data
22P05 character with byte sequence <value> in encoding "<id>" has no equivalent in encoding "<id>"
22P05 unsupported Unicode escape sequence
22000 range lower bound must be less than or equal to range upper bound
23001 update or delete on table "<id>" violates RESTRICT setting of foreign key constraint "<id>" on table "<id>"
23502 null value in column "<id>" of relation "<id>" violates not-null constraint
23502 null value in column "<id>" violates not-null constraint
23502 column "<id>" of relation "<id>" contains null values
23502 domain <name> does not allow null values
23503 insert or update on table "<id>" violates foreign key constraint "<id>"
23503 update or delete on table "<id>" violates foreign key constraint "<id>" on table "<id>"
23505 duplicate key value violates unique constraint "<id>"
23505 could not create unique index "<id>"
23514 new row for relation "<id>" violates check constraint "<id>"
23514 new row for relation "<id>" violates partition constraint
23514 check constraint "<id>" of relation "<id>" is violated by some row
23514 partition constraint of relation "<id>" is violated by some row
23514 no partition of relation "<id>" found for row
23514 value for domain <name> violates check constraint "<id>"
23514 column "<id>" of table "<id>" contains values that violate the new constraint
23P01 conflicting key value violates exclusion constraint "<id>"
23P01 could not create exclusion constraint "<id>"
44000 new row violates check option for view "<id>"
P0002 query returned no rows
P0003 query returned more than one row
P0004 assertion failed
`;
