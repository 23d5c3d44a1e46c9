declare
    line text := translate(left(value, 4000), E'\\\uff0f', '//');
begin
    -- Most texts are a bare host: they are told without reading the address.
    if line not like '%/_%' then
        return false;
    end if;
    return {{ function('strip_url_scheme') }}(lower(btrim(line, {{ white_space_characters() }})))
        ~ '^[^/?#]+/+[^/?#[:space:]]';
end
