/**
 * PostgreSQL's errors about arguments of functions: a line has the SQLSTATE and the message. The
 * placeholders are those of `compileErrors`. Source: the messages of PostgreSQL 13 to 18.
 */
export const functionErrors = `
0A000 could not determine row type for result of <name>
0A000 input of anonymous composite types is not implemented
0A000 searching for elements in multidimensional arrays is not supported
0A000 timestamps cannot be binned into intervals containing months or years
22000 result of range difference would not be contiguous
22000 result of range union would not be contiguous
22003 factorial of a negative number is undefined
22003 input is out of range
22003 percentile value <number> is not between 0 and 1
22003 result is out of range
22003 setval: value <number> is out of bounds for sequence "<id>" (<value>)
22008 stride must be greater than zero
22014 argument of ntile must be greater than zero
22016 argument of nth_value must be greater than zero
22023 cannot replace existing key
22023 cannot subtract inet values of different sizes
22023 channel name cannot be empty
22023 channel name too long
22023 character number must be positive
22023 field name must not be null
22023 field position must not be zero
22023 invalid regular expression option: "<value>"
22023 invalid size: "<value>"
22023 length for type <type> cannot exceed <number>
22023 length for type <type> must be at least <number>
22023 NUMERIC precision <number> must be between 1 and 1000
22023 payload string too long
22023 regexp_match() does not support the "global" option
22023 setseed parameter <number> is out of allowed range [-1,1]
22023 string is not a valid identifier: "<value>"
22023 too few arguments for format()
22023 unrecognized format() type specifier "<value>"
22036 string argument of jsonpath item method <name> is not a valid representation of a <words>
2202E array must have even number of elements
2202E cannot concatenate incompatible arrays
2202E index <number> out of valid range, 0..<number>
2202E number of elements to trim must be between 0 and <number>
2203A JSON object does not contain key "<value>"
22P02 expected a left parenthesis
22P02 expected a right parenthesis
22P02 path element at position <number> is not an integer: "<value>"
2200M invalid XML document
2200N invalid XML content
42601 improper relation name (too many dotted names): <value>
42601 invalid Unicode escape
42601 syntax error at end of jsonpath input
42601 syntax error in tsquery: "<value>"
XX000 invalid XPath expression
`;
