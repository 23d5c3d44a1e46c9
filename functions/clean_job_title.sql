declare
    line text := {{ function('clean_line') }}(left(title, 500));
    whole text := line;
    shape boolean;
begin
    -- Ornament: pictures, '(m/w/d)', pronouns.
    if octet_length(line) <> length(line) then
        line := regexp_replace(
            line, '[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001fbff]+', ' ', 'g'
        );
    end if;
    if line like '%_/_%' then
        line := regexp_replace(
            line,
            '\s*\(?\m([mwfhd](/[mwfhdx]){1,2}|(she|he|they|her|him|them)(/(she|he|they|her|him|hers|his|them|theirs))+)\M\)?',
            '', 'gi'
        );
    end if;
    -- What follows a bar or a dot in the middle is another line of the headline; after '@' and 'at' comes the employer.
    if line ~ '[|@\u2022\u00b7]' then
        line := coalesce((regexp_match(line, '^[\s|\u2022\u00b7]*([^|\u2022\u00b7]*[^|\u2022\u00b7\s])'))[1], '');
        line := regexp_replace(line, '\s*@\s*\S.*$', '');
    end if;
    if line ~ ' (?:[Aa]t|bei|chez|hos|presso) [A-Z0-9"\u00c0-\u00de]' then
        line := regexp_replace(line, '(\S) (?:[Aa]t|bei|chez|hos|presso) [A-Z0-9"\u00c0-\u00de].*$', '\1');
    end if;
    line := {{ function('clean_line') }}(btrim(line, E' \t-,;:/|\u2013\u2014'));
    if line is null then
        return whole;
    end if;
    -- Initials join: 'V.P.' is 'VP'. Short forms are written out.
    if line like '%.%' then
        line := regexp_replace(line, '(\m[A-Za-z])\.(?=[A-Za-z]\M)', '\1', 'g');
        line := regexp_replace(line, '(\m[A-Z]{2,4})\.(?=\s|,|$)', '\1', 'g');
    end if;
    if line ~* '\m(sn?r|jr|mg|mn|as?st)' then
        line := regexp_replace(line, '\m(sr|snr)(\.|\M)', 'Senior', 'gi');
        line := regexp_replace(line, '\mjr(\.|\M)', 'Junior', 'gi');
        line := regexp_replace(line, '\m(mgr|mngr)(\.|\M)', 'Manager', 'gi');
        line := regexp_replace(line, '\masst(\.|\M)', 'Assistant', 'gi');
    end if;
    -- All in one case: written anew; else only words that are wrong in any title.
    shape := line = lower(line) or (line = upper(line) and line ~ '[A-Z]{5}');
    return (
        select string_agg(
            case
                when upper(piece.word) = any({{ job_title_acronyms() }}) then upper(piece.word)
                when lower(piece.word) = any({{ job_title_small_words() }}) and piece.position > 1 then lower(piece.word)
                when not shape or upper(piece.word) in ('II', 'III', 'IV') then piece.word
                else upper(left(piece.word, 1)) || lower(substr(piece.word, 2))
            end,
            '' order by piece.position
        )
        -- Words, and what stands between them, as pieces of their own.
        from string_to_table(
            replace(replace(replace(replace(replace(replace(
                line, ' ', E'\u0001 \u0001'), ',', E'\u0001,\u0001'), '/', E'\u0001/\u0001'), '-', E'\u0001-\u0001'),
                '(', E'\u0001(\u0001'), ')', E'\u0001)\u0001'),
            E'\u0001'
        ) with ordinality as piece (word, position)
    );
end
