-- No regular expression: PostgreSQL keeps only 32 compiled, and a wide model calls dozens of functions per row.
declare
    -- Inner zero-width spaces go; joiners stay, because scripts and emoji need them inside a word.
    line text := btrim(translate(value, E'\u200b\u2060\ufeff', ''), {{ white_space_characters() }});
begin
    line := translate(line, E'\t\n\u000b\f\r', '     ');
    if octet_length(line) <> length(line) then
        line := translate(
            line,
            E'\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f'
            '\u205f\u3000',
            '                   '
        );
    end if;
    while line like '%  %' loop
        line := replace(replace(line, '     ', ' '), '  ', ' ');
    end loop;
    return case when lower(left(line, 5)) in ('', 'null') then null else line end;
end
