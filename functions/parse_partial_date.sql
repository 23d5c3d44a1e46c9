declare
    checked text := {{ function('partial_date_text') }}(value);
begin
    return checked || substr('-01-01', length(checked) - 3);
end
