-- What people write beside a name: handles, a note in brackets at the end, a slogan after a bar or dash, who owns it.
declare
    name text := left(value, 300);
    head text;
begin
    if name like '%@%' and name ~ '\w.*[ ,;(]@\w' then
        name := regexp_replace(name, '[ ,;:(|–—-]+@\w.*$', '');
    end if;
    if name ~* '\m(?:d/b/a|dba|t/a|trading as|doing business as) +\S' then
        name := regexp_replace(name, '^.*\m(?:d/b/a|dba|t/a|trading as|doing business as) +', '', 'i');
    end if;
    if name ~* '\w[ ,(]+(?:formerly|f/k/a|fka|previously|now part of|part of the|an? [^,]*(?:company|brand|business)$)' then
        name := regexp_replace(
            name,
            '(?:[ ,(]+(?:formerly|f/k/a|fka|previously|now part of)\M|,? *\(?part of the |, an? [^,]*(?:company|brand|business)$).*$',
            '', 'i'
        );
    end if;
    while name ~ '\w.*[^ ] *[(\[][^()\[\]]*[)\]][ .,;]*$' loop
        name := regexp_replace(name, ' *[(\[][^()\[\]]*[)\]][ .,;]*$', '');
    end loop;
    if name ~ '\w.* (?:[|•·—–]|--?|::) ' or name ~ '\w ?\| ?\w' then
        head := regexp_replace(name, ' *(?: (?:[•·—–]|--?|::) |\|).*$', '');
        if lower(head) in ('home', 'homepage', 'home page', 'welcome', 'about', 'about us', 'official site', 'official website')
        then
            name := regexp_replace(name, '^[^|•·—–:-]*[|•·—–:-]+ *', '');
        elsif head ~ '\w\w' then
            name := head;
        end if;
    end if;
    return name;
end
