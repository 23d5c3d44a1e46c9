declare
    stated jsonb;
    whole text;
    year text;
    month text;
    day text;
begin
    if jsonb_typeof(value) = 'object' or left(value #>> '{}', 1) = '{' then
        stated := {{ function('json_object') }}(value);
    end if;
    if stated is null then
        return {{ function('json_text') }}(value);
    end if;
    whole := {{ function('json_text') }}(stated -> 'value');
    -- Crunchbase writes a year or a month as its first day, and says so beside it.
    if whole like '____-__-__%' then
        whole := left(whole, case stated ->> 'precision' when 'year' then 4 when 'month' then 7 else length(whole) end);
    end if;
    year := {{ function('json_text') }}(stated -> 'year');
    month := nullif({{ function('json_text') }}(stated -> 'month'), '0');
    day := nullif({{ function('json_text') }}(stated -> 'day'), '0');
    return coalesce(
        whole,
        year || coalesce(
            '-' || lpad(month, greatest(length(month), 2), '0')
            || coalesce('-' || lpad(day, greatest(length(day), 2), '0'), ''),
            ''
        )
    );
end
