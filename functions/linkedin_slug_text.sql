declare
    cleaned text := btrim(slug, {{ white_space_characters() }});
begin
    if translate(cleaned, 'abcdefghijklmnopqrstuvwxyz0123456789-_&.', '') <> '' then
        cleaned := lower({{ function('percent_decode') }}(cleaned));
        cleaned := lower(normalize(cleaned, nfc));
        cleaned := btrim(normalize(cleaned, nfc), {{ white_space_characters() }});
    end if;
    if cleaned in ('', 'null', 'undefined', '.', '..')
        or length(cleaned) > 300
        or cleaned ~ '[\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200b\u2028-\u202f\u205f-\u206f\u3000\ufeff"<>\\/?#]'
    then
        return null;
    end if;
    return cleaned;
end
