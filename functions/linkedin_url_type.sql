select
    case
        when value like 'https://www.linkedin.com/sales/lead/_%' then 'salesnav'
        when value like 'https://www.linkedin.com/in/ACoA%' then 'salesnav'
        when value like 'https://www.linkedin.com/in/ACwA%' then 'salesnav'
        when value like 'https://www.linkedin.com/in/_%' then 'real'
    end
