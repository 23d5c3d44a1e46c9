declare
    name text := left({{ function('clean_line') }}(left(value, 2000)), 1000);
begin
    -- Before they are normalized: an accent that stands alone becomes a space and a mark.
    name := lower(normalize(translate(name, {{ apostrophes() }}, ''''''''''''), nfkc));
    if octet_length(name) <> length(name) then
        name := regexp_replace(normalize(name, nfd), '[\u0300-\u036f]', '', 'g');
        name := replace(replace(replace(translate(name, 'øłđıð', 'oldid'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
        name := lower(normalize(name, nfkc));
    end if;
    if name ~ '[株有合式限주公]' then
        -- Forms of company that are written without a space before or behind the name.
        name := regexp_replace(
            name, '\(株\)|\(有\)|株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|\(주\)', ' ', 'g'
        );
    end if;
    name := translate(replace(name, '&', ' and '), '''', '');
    -- Initials join ('l.l.c.' is 'llc'); all other punctuation parts words.
    if name like '%_._%' then
        name := regexp_replace(name, '(\m[a-z])\.(?=[a-z]\M)', '\1', 'g');
    end if;
    if name like '%a/s%' then
        name := regexp_replace(name, '\ma/s\M', 'as', 'g');
    end if;
    name := regexp_replace(
        name,
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7'
        || '\u02b0-\u02ff\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030'
        || '\ue000-\uf8ff\ufe00-\ufe6f\ufeff\ufff0-\uffff]+',
        ' ', 'g'
    );
    name := btrim(left(btrim(name), 200));
    while name like 'the _%' loop
        name := substr(name, 5);
    end loop;
    name := regexp_replace(
        name,
        '(?: (?:and )?(?:inc|incorporated|llc|l l c|'
        || 'ltd|limited|ltda|lda|plc|p l c|llp|lp|l p|gmbh|mbh|ag|kgaa|kg|'
        || 'ohg|ug|se|s e|sa|s a|sas|s a s|sarl|s a r l|sl|s l|slu|bv|b v|bvba|'
        || 'nv|n v|sprl|ab|aps|as|a s|asa|oy|oyj|'
        || 'srl|s r l|spa|s p a|sro|s r o|doo|d o o|sp z o o|kft|zrt|pty|pvt|private limited|pte|'
        || 'co|corp|corporation|company|kk|k k|sa de cv|sapi de cv|de cv|bhd|sdn bhd|jsc|pjsc|ooo|'
        || 'public limited company|public company|pllc|lllp|pbc|cic|c i c|m b h|(?:dienstleistungs|beteiligungs|vertriebs|verwaltungs)?ges ?m ?b ?h|'
        || '(?:dienstleistungs|beteiligungs|vertriebs|verwaltungs)?gesellschaft m ?b ?h|aktiengesellschaft|aktiebolag|'
        || 'abp|kabushiki kaisha|godo kaisha|berhad|tbk|sociedad anonima|societe anonyme|sab de cv|scrl|uab|sia|'
        || 'sp k|spolka z o o|spzoo|zao|oao|оао|ооо|зао|пао|ао))+$',
        ''
    );
    return nullif(nullif(name, ''), 'null');
end
