declare
    number numeric := {{ function('parse_number') }}(value);
begin
    return case
        when number between -2147483648 and 2147483647 and number = trunc(number) then number::integer
    end;
end
