-- 0 for .com, 1 for what companies had to choose from until 2012 and for countries, 2 for the newer words (.cloud).
select
    case
        when domain like '%.com' then 0
        when split_part(domain, '.', -1) in ('net', 'org', 'edu', 'gov', 'mil', 'int', 'info', 'biz', 'coop', 'jobs')
            then 1
        when length(split_part(domain, '.', -1)) <= 2 then 1
        when domain is not null then 2
    end
