-- Only a name that shouts as a whole is calmed: a word in capitals among others is written so on purpose. Short words
-- are taken for initials, in a name of one word up to five letters. One word in small letters may be a brand ('iflix');
-- several are a name that nobody cared to write.
declare
    words text[];
    word text;
    label text;
    shouts boolean;
    place int;
begin
    if value is null or length(value) > 300 or value ~ '^[^ ]+, [^ ]+$' or value not in (upper(value), lower(value)) then
        return value;
    end if;
    words := string_to_array(value, ' ');
    if value = lower(value) then
        return case when value ~ '^[[:alpha:]''’&-]{2,}(?: (?:[[:alpha:]''’-]{2,}|[&+]))+$' then (
            select
                string_agg(
                    case
                        when listed.place > 1 and upper(listed.part) in ({{ capital_words('joining') }}) then listed.part
                        when length(listed.part) <= 3 and not {{ function('is_pronounceable') }}(listed.part)
                            then upper(listed.part)
                        else upper(left(listed.part, 1)) || substr(listed.part, 2)
                    end,
                    ' ' order by listed.place
                )
            from unnest(words) with ordinality as listed (part, place)
        ) else value end;
    end if;
    shouts := cardinality(words) > 1 and (
        value ~ '[[:alpha:]]{5}|[[:alpha:]]{4}.* .*[[:alpha:]]{4}'
        or words <@ array[{{ capital_words('short') }}, {{ capital_words('joining') }}]
    );
    for place in 1..cardinality(words) loop
        word := words[place];
        label := rtrim(split_part(word, '.', 1), '!,');
        if word in ({{ capital_words('acronyms') }}) then
            continue;
        elsif shouts and place > 1 and word in ({{ capital_words('joining') }}) then
            words[place] := lower(word);
        elsif shouts and word in ({{ capital_words('short') }}, {{ capital_words('joining') }}) then
            words[place] := initcap(word);
        elsif translate(label, '''’-', '') ~ '^[[:alpha:]]+$'
            and length(label) >= (case when shouts then 4 else 6 end)
            and {{ function('is_pronounceable') }}(regexp_replace(label, '^.*[''’-]', ''))
            and (length(word) <= length(label) + 1 or word ~ '^[^.]+\.[[:alpha:]]+$')
        then
            label := regexp_replace(initcap(lower(label)), '([''’])S$', '\1s');
            if label like 'Mc____%' then
                label := 'Mc' || upper(substr(label, 3, 1)) || substr(label, 4);
            end if;
            words[place] := label || lower(substr(word, length(label) + 1));
        elsif word ~ '^[[:alpha:]-]{2,}\.(?:COM|NET|ORG)$' then
            words[place] := label || lower(substr(word, length(label) + 1));
        end if;
    end loop;
    return array_to_string(words, ' ');
end
