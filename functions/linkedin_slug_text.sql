declare
    cleaned text := lower(btrim(slug, {{ white_space_characters() }}));
begin
    if translate(cleaned, 'abcdefghijklmnopqrstuvwxyz0123456789-_&.', '') <> '' then
        cleaned := lower({{ function('percent_decode') }}(btrim(slug, {{ white_space_characters() }})));
        -- Pasted from a text, a slug may hold what nobody sees; with it, it would be another person.
        cleaned := regexp_replace(cleaned, {{ format_characters() }}, '', 'g');
        cleaned := lower(normalize(cleaned, nfc));
        cleaned := btrim(normalize(cleaned, nfc), {{ white_space_characters() }});
        if cleaned
            ~ '[\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200b\u2028-\u202f\u205f-\u206f\u3000\ufeff"<>\\/?#]'
        then
            return null;
        end if;
    end if;
    return case when cleaned not in ('', 'null', 'undefined', '.', '..') and length(cleaned) <= 300 then cleaned end;
end
