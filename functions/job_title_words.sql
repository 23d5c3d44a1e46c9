declare
    words text := lower(normalize(left(title, 500), nfkc));
begin
    if octet_length(words) <> length(words) then
        words := regexp_replace(normalize(left(words, 1000), nfd), '[\u0300-\u036f]', '', 'g');
        words := replace(replace(replace(translate(words, 'øłđıð', 'oldid'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
        words := lower(normalize(words, nfkc));
        -- Scripts that write no spaces: every character is a word.
        words := regexp_replace(words, '([\u3041-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff])', ' \1 ', 'g');
        words := translate(words, {{ apostrophes() }}, '''''''''''');
    end if;
    -- Both sexes named in one title: 'leiter/in', 'ingeniero(a)', 'm/w/d', 'h/f'.
    if words ~ '[/:*_(]' then
        words := regexp_replace(words, '\(?\m[mwfhd](/[mwfhdx]){1,2}\M\)?|\(all genders?\)', ' ', 'g');
        words := regexp_replace(
            words, '(\w\w\w)(\((in|innen|e|a|o|ra|ne|trice)\)|[/:*_]-?(in|innen|a|ra|e|euse|trice)(?![\w&-]))', '\1', 'g'
        );
    end if;
    if words like '%_._%' then
        words := regexp_replace(words, '(\m[a-z])\.(?=[a-z]\M)', '\1', 'g');
    end if;
    words := replace(replace(regexp_replace(words, '''s\M', '', 'g'), '&', ' and '), '+', ' and ');
    words := replace(words, '@', ' at ');
    -- A comma stands for whatever parts a title; all other punctuation parts words.
    words := regexp_replace(
        words, '[,;:|/()\[\]{}\u2013\u2014\u2022\u00b7\u3001\u30fb\uff0f]|\s[-\u2010-\u2012\u2212]|-\s', ' , ', 'g'
    );
    words := regexp_replace(
        words,
        '[\u0001-\u002b\u002d-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7'
        || '\u00f7\u02b0-\u02ff\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030'
        || '\ue000-\uf8ff\ufe00-\ufe6f\ufeff\ufff0-\uffff\U0001f000-\U0001fbff]+',
        ' ', 'g'
    );
    words := btrim(regexp_replace(words, '[ ,]*,[ ,]*', ' , ', 'g'), ' ,');
    return case when words <> '' then ', ' || words || ' ,' end;
end
