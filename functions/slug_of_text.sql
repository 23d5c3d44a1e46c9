declare
    slug text := left({{ function('clean_line') }}(left(value, 2000)), 1000);
begin
    if octet_length(slug) <> length(slug) then
        slug := regexp_replace(normalize(slug, nfkd), '[\u0300-\u036f]', '', 'g');
        slug := replace(translate(slug, 'ØøŁłĐđıÐð', 'OoLlDdiDd'), 'ß', 'ss');
        slug := replace(replace(replace(replace(slug, 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe');
    end if;
    slug := regexp_replace(lower(slug), '[^a-z0-9]+', '-', 'g');
    return nullif(nullif(btrim(left(btrim(slug, '-'), 100), '-'), ''), 'null');
end
