declare
    number numeric := {{ function('parse_number') }}(value);
begin
    return case
        when number between -9223372036854775808 and 9223372036854775807 and number = trunc(number) then number::bigint
    end;
end
