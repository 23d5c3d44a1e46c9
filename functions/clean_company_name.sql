declare
    sent text := left({{ function('clean_line') }}(left(value, 2000)), 300);
    name text := translate(sent, '®™©℠', '');
    before text;
begin
    if name like '%&%;%' then
        name := replace(replace(replace(name, '&amp;', '&'), '&#39;', ''''), '&quot;', '"');
    end if;
    if name ~* '^(?:https?://|www\.)[^ /]+' then
        name := regexp_replace(regexp_replace(name, '^(?:https?://)?(?:www\.)?', '', 'i'), '(?:\.com)?(?:[/?#: ].*)?$', '', 'i');
    end if;
    if octet_length(name) <> length(name) then
        name := regexp_replace(name, '[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]+', ' ', 'g');
    end if;
    for step in 1..8 loop
        before := name;
        name := btrim(name, ' ,;:*|"“”„«»–—-' || {{ white_space_characters() }});
        name := {{ function('without_legal_form') }}({{ function('without_tagline') }}(name));
        name := regexp_replace(name, ', the$', '', 'i');
        name := rtrim(name, ' ,;:!?*|');
        if name like '%.' and name !~ '(?:^|[ .&])\w\.$' then
            name := rtrim(name, '. ');
        end if;
        exit when name = before;
    end loop;
    name := {{ function('clean_line') }}({{ function('calm_name') }}(name));
    -- A name of which nothing is left stays as it was sent.
    return case when name ~ '\w' then name else sent end;
end
