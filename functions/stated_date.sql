declare
    stated jsonb;
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
    year := {{ function('json_text') }}(stated -> 'year');
    month := nullif({{ function('json_text') }}(stated -> 'month'), '0');
    day := nullif({{ function('json_text') }}(stated -> 'day'), '0');
    return coalesce(
        {{ function('json_text') }}(stated -> 'value'),
        year || coalesce(
            '-' || lpad(month, greatest(length(month), 2), '0')
            || coalesce('-' || lpad(day, greatest(length(day), 2), '0'), ''),
            ''
        )
    );
end
