declare
    line text := {{ function('clean_line') }}(left(title, 500));
    whole text := line;
    shape boolean;
begin
    -- Ornament: pictures, '(m/w/d)', pronouns.
    line := regexp_replace(line, '[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001fbff]+', ' ', 'g');
    if line ~ '/' then
        line := regexp_replace(line, '\s*\(?\m[mwfhd](/[mwfhdx]){1,2}\M\)?', '', 'gi');
        line := regexp_replace(line, '\s*\(?\m(she|he|they|her|him|them)(/(she|he|they|her|him|hers|his|them|theirs))+\M\)?', '', 'gi');
    end if;
    -- What follows a bar or a dot in the middle is another line of the headline; after '@' and 'at' comes the employer.
    line := coalesce((regexp_match(line, '^[\s|\u2022\u00b7]*([^|\u2022\u00b7]*[^|\u2022\u00b7\s])'))[1], '');
    line := regexp_replace(line, '\s*@\s*\S.*$', '');
    line := regexp_replace(line, '(\S)\s+(at|bei|chez|hos|presso)\s+([A-Z0-9"\u00c0-\u00de].*)$', '\1');
    line := {{ function('clean_line') }}(btrim(line, E' \t-,;:/|\u2013\u2014'));
    if line is null then
        return whole;
    end if;
    -- Initials join: 'V.P.' is 'VP'.
    if line ~ '\m[A-Za-z]\.[A-Za-z]\M' then
        line := regexp_replace(line, '(\m[A-Za-z])\.(?=[A-Za-z]\M)', '\1', 'g');
        line := regexp_replace(line, '(\m[A-Z]{2,4})\.(?=\s|,|$)', '\1', 'g');
    end if;
    line := regexp_replace(line, '\m(sr|snr)(\.|\M)', 'Senior', 'gi');
    line := regexp_replace(line, '\mjr(\.|\M)', 'Junior', 'gi');
    line := regexp_replace(line, '\m(mgr|mngr)(\.|\M)', 'Manager', 'gi');
    line := regexp_replace(line, '\masst(\.|\M)', 'Assistant', 'gi');
    -- All in one case: written anew; else only words that are wrong in any title.
    shape := line = lower(line) or (line = upper(line) and line ~ '[A-Z]{5}');
    return (
        select string_agg(
            case
                when upper(piece.word) = any(string_to_array({{ job_title_acronyms() }}, ' ')) then upper(piece.word)
                when lower(piece.word) = any(string_to_array({{ job_title_small_words() }}, ' ')) and piece.position > 1
                    then lower(piece.word)
                when shape and piece.word ~ '^[IVX]+$' and length(piece.word) < 4 then piece.word
                when shape and lower(piece.word) ~ '^i{2,3}$' then upper(piece.word)
                when shape then upper(left(piece.word, 1)) || lower(substr(piece.word, 2))
                else piece.word
            end,
            '' order by piece.position
        )
        from regexp_split_to_table(line, '(?<=[[:space:],/&()\-])|(?=[[:space:],/&()\-])') with ordinality as piece (word, position)
    );
end
