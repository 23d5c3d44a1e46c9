-- What has blanks or punctuation is readable and stays as it is; only one word of letters and digits is taken apart.
declare
    acronyms constant text[] := array[
        'VP', 'CEO', 'CFO', 'CTO', 'CIO', 'COO', 'CMO', 'CRO', 'CSO', 'CISO', 'CPO', 'CHRO', 'SVP', 'EVP', 'AVP',
        'IT', 'HR', 'GRC', 'SDR', 'BDR', 'AE', 'AM', 'CSM', 'PM', 'UX', 'UI', 'QA', 'API', 'CRM', 'ERP',
        'CDO', 'CCO', 'GTM', 'AI', 'ML', 'SRE', 'PMO', 'SEO', 'B2B', 'B2C',
        'DevOps', 'DevSecOps', 'RevOps', 'SecOps', 'FinOps', 'SaaS', 'IoT', 'PhD'
    ];
    parted constant text[] := array[
        'dev ops', 'dev sec ops', 'rev ops', 'sec ops', 'fin ops', 'saa s', 'io t', 'ph d'
    ];
    small constant text[] := array['of', 'and', 'the', 'for', 'in', 'at', 'to', 'with'];
    title text := {{ function('clean_line') }}(value);
    words text[];
    word text;
    known text;
begin
    if title is null or title like '% %' or length(title) > 100
        or translate(title, '/\|-.,:;&+*#@!?()[]{}<>=~"''', '') <> title
    then
        return title;
    end if;
    title := translate(title, '_', ' ');
    title := regexp_replace(title, '([^A-Z0-9 ])([A-Z])', '\1 \2', 'g');
    -- A run of capitals ends before the capital of the next word: 'headOfITSecurity', but not 'headOfSDRs'.
    title := regexp_replace(title, '([A-Z0-9])([A-Z](?!s(?:[A-Z ]|$))[^A-Z0-9 ])', '\1 \2', 'g');
    title := ' ' || title || ' ';
    foreach word in array parted loop
        if position(' ' || word || ' ' in lower(title)) > 0 then
            title := regexp_replace(title, ' ' || word || ' ', ' ' || replace(word, ' ', '') || ' ', 'gi');
        end if;
    end loop;
    foreach word in array string_to_array(btrim(title), ' ') loop
        select acronym into known from unnest(acronyms) as acronym where lower(acronym) = lower(word);
        words := words || case
            when known is not null then known
            when lower(word) = any(small) and words is not null then lower(word)
            else upper(left(word, 1)) || substr(word, 2)
        end;
    end loop;
    return {{ function('clean_line') }}(array_to_string(words, ' '));
end
